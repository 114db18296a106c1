/* Scans: chosen, dragged, pasted, photographed, or sent by a phone; in pieces that survive a reload and a lost line.
   Comfort only: without this file the form sends its files whole. */
(function () {
  "use strict";
  const d = document, POTONG = 512 * 1024, RINGAN = 400 * 1024, SEHARI = 864e5;
  const id = (n) => d.getElementById(n);

  /* Wait, or go on at once when the line comes back or the person asks. */
  function tunggu(ms) {
    return new Promise((lanjut) => {
      const t = setTimeout(usai, ms);
      function usai() { clearTimeout(t); removeEventListener("online", usai); removeEventListener("coba-unggah", usai); lanjut(); }
      addEventListener("online", usai); addEventListener("coba-unggah", usai);
    });
  }

  /* Files on their way lie in this browser until the server has them whole; a day at most. */
  let pintu = null;
  function gudang(cara, f) {
    pintu = pintu || new Promise((buka) => {
      try {
        const b = indexedDB.open("esurat", 1);
        b.onupgradeneeded = () => b.result.createObjectStore("berkas");
        b.onsuccess = () => buka(b.result);
        b.onerror = () => buka(null);
      } catch (e) { buka(null); }
    });
    return pintu.then((db) => new Promise((beri) => {
      if (!db) return beri();
      try {
        const minta = f(db.transaction("berkas", cara).objectStore("berkas"));
        minta.onsuccess = () => beri(minta.result);
        minta.onerror = () => beri();
      } catch (e) { beri(); }
    }));
  }
  function buangBasi() {
    gudang("readwrite", (g) => {
      const c = g.openCursor();
      c.addEventListener("success", () => { const k = c.result; if (k) { if (Date.now() - k.value.pada > SEHARI) k.delete(); k.continue(); } });
      return c;
    });
  }

  /* What the sender knows a file by: the same file chosen again goes on where it stood. */
  function sidik(file) {
    let h = 5381;
    for (const c of file.name) h = (h * 33 + c.codePointAt(0)) >>> 0;
    return [file.size, file.lastModified || 0, h.toString(36)].join("-");
  }

  /* A photograph becomes a grey, upright page before it travels; what this browser cannot draw, the server can. */
  async function ringkas(file) {
    if (!/^image\//.test(file.type) || file.size <= RINGAN || !window.createImageBitmap) return file;
    try {
      const g = await createImageBitmap(file, { imageOrientation: "from-image" });
      const k = d.createElement("canvas"), c = k.getContext("2d");
      let skala = Math.min(1, 2806 / Math.max(g.width, g.height), 1984 / Math.min(g.width, g.height)), hasil = null;
      for (let putaran = 0; putaran < 6 && !(hasil && hasil.size <= RINGAN); putaran += 1, skala *= 0.8) {
        const w = k.width = Math.round(g.width * skala), t = k.height = Math.round(g.height * skala);
        c.fillStyle = "#fff"; c.fillRect(0, 0, w, t); c.drawImage(g, 0, 0, w, t);
        const p = c.getImageData(0, 0, w, t), x = p.data;
        for (let i = 0; i < x.length; i += 4) x[i] = x[i + 1] = x[i + 2] = (x[i] * 77 + x[i + 1] * 150 + x[i + 2] * 29) >> 8;
        c.putImageData(p, 0, 0);
        for (const mutu of [0.72, 0.6, 0.48, 0.38]) {
          hasil = await new Promise((beri) => k.toBlob(beri, "image/jpeg", mutu));
          if (hasil && hasil.size <= RINGAN) break;
        }
      }
      return hasil && hasil.size < file.size ? hasil : file;
    } catch (e) { return file; }
  }

  async function sha(isi) {
    if (!window.crypto || !crypto.subtle) return "";
    const h = await crypto.subtle.digest("SHA-256", await isi.arrayBuffer());
    return Array.from(new Uint8Array(h), (b) => b.toString(16).padStart(2, "0")).join("");
  }

  /* The form on this tab: the same after a reload, another one when it is opened anew. */
  function tempatMeja() {
    const kunci = "tempat:" + location.pathname, cara = (performance.getEntriesByType("navigation")[0] || {}).type;
    let t = null;
    try { if (cara !== "navigate") t = sessionStorage.getItem(kunci); } catch (e) { /* private mode */ }
    t = t || "meja:" + Date.now().toString(36) + Math.random().toString(36).slice(2, 12);
    try { sessionStorage.setItem(kunci, t); } catch (e) { /* private mode */ }
    return t;
  }

  function pasang(form) {
    const alamat = form.dataset.unggah, tempat = form.dataset.tempat || tempatMeja();
    const daftar = id("daftar-lembar"), jalan = id("unggah-jalan"), putus = id("unggah-putus"), kotak = id("jatuhkan"), berkas = id("id_berkas"), hp = id("hp");
    const csrf = form.querySelector("[name=csrfmiddlewaretoken]").value, antrean = [];
    let sibuk = false, ke = 0, menunggu = null, batal = false;

    form.querySelectorAll("[data-berkas]").forEach((x) => { x.hidden = false; x.className = "berkas-asli"; x.querySelector(".tombol").hidden = false; });
    form.querySelectorAll(".perlu-skrip").forEach((x) => { x.hidden = false; });
    form.querySelectorAll(".tanpa-skrip").forEach((x) => { x.hidden = true; });

    function hitung() {
      let n = 0;
      daftar.querySelectorAll(".lembar").forEach((x) => { n += Number(x.dataset.halaman) || 0; });
      id("cacah-halaman").textContent = n + " halaman";
    }
    function gabung(html) {
      const t = d.createElement("template");
      t.innerHTML = html;
      t.content.querySelectorAll("#daftar-lembar > li, li").forEach((li) => {
        const b = li.querySelector('[name="lepas"]'), ada = b ? '[name="lepas"][value="' + b.value + '"]' : li.dataset.kode ? '[data-kode="' + li.dataset.kode + '"]' : null;
        if (!ada || !daftar.querySelector(ada)) daftar.append(li);
      });
      hitung();
    }
    function galat(nama, pesan) {
      const li = d.createElement("li"), p = d.createElement("p");
      li.className = "lembar-galat"; p.className = "galat"; p.setAttribute("role", "alert");
      p.textContent = nama + ": " + pesan;
      li.append(p); daftar.append(li);
    }
    function tampil(nama, persen) {
      const b = jalan.querySelector("progress");
      jalan.hidden = false;
      b.value = persen; b.textContent = persen + " %";
      jalan.querySelector("p").textContent = "Berkas " + ke + " dari " + (ke + antrean.length) + " · " + persen + " % · " + nama + (menunggu ? ". Disimpan sesudah terkirim." : "");
    }

    async function kirim(url, body, kepala) {
      const j = await fetch(url, { method: "POST", body, redirect: "manual", headers: Object.assign({ "X-CSRFToken": csrf, "X-Requested-With": "fetch" }, kepala) });
      if (j.ok) return j;
      const g = new Error(j.status);
      g.status = j.type === "opaqueredirect" ? 401 : j.status;
      g.isi = await j.json().catch(() => ({}));
      throw g;
    }
    /* One file to its end: the HTML of its row. Goes on by itself as long as only the line or the server fails. */
    async function satu(t) {
      let kode = null, sudah = 0, coba = 0;
      for (;;) {
        if (batal) throw new Error("batal");
        try {
          if (!kode) {
            const isi = new FormData();
            isi.append("tempat", tempat); isi.append("nama", t.nama); isi.append("ukuran", t.isi.size); isi.append("sidik", t.sidik);
            const j = await (await kirim(alamat, isi)).json();
            kode = j.kode; sudah = j.diterima;
          } else if (sudah < t.isi.size) {
            const isi = t.isi.slice(sudah, sudah + POTONG);
            sudah = (await (await kirim(alamat + kode + "/", isi, { "Content-Type": "application/octet-stream", "Upload-Offset": String(sudah), "Upload-Sidik": await sha(isi) })).json()).diterima;
          } else return await (await kirim(alamat + kode + "/selesai/", new FormData())).text();
          coba = 0; putus.hidden = true;
          tampil(t.nama, Math.floor(sudah / t.isi.size * 100));
        } catch (g) {
          if (g.status === 409 && g.isi.diterima !== undefined) { sudah = g.isi.diterima; if (++coba < 5) continue; }
          else if (g.status === 404 && kode) { kode = null; if (++coba < 5) continue; }
          else if (g.status && g.status < 500 && g.status !== 429) throw g;
          if (++coba > 1) putus.hidden = false;
          await tunggu(Math.min(30000, 500 * Math.pow(2, coba)));
        }
      }
    }
    async function jalankan() {
      if (sibuk) return;
      sibuk = true; batal = false; ke = 0;
      daftar.querySelectorAll(".lembar-galat").forEach((x) => x.remove());
      while (antrean.length) {
        const t = antrean.shift(), kunci = tempat + "|" + t.sidik;
        ke += 1; tampil(t.nama, 0);
        try {
          if (t.file) {
            t.isi = await ringkas(t.file);
            await gudang("readwrite", (g) => g.put({ isi: t.isi, nama: t.nama, pada: Date.now() }, kunci));
          }
          const html = await satu(t);
          daftar.querySelectorAll('.lembar-jalan[data-sidik="' + t.sidik + '"]').forEach((x) => x.remove());
          gabung(html);
        } catch (g) {
          if (g.status === 401) { galat(t.nama, "Waktu masuk Anda habis. Masuk lagi, lalu buka halaman ini: berkasnya dilanjutkan."); antrean.length = 0; continue; }
          if (!batal) galat(t.nama, g.isi && g.isi.pesan || "Berkas ini tidak diterima. Muat ulang halaman, lalu coba lagi.");
        }
        gudang("readwrite", (g) => g.delete(kunci));
      }
      sibuk = false; jalan.hidden = putus.hidden = true;
      if (menunggu !== null) { const b = menunggu; menunggu = null; form.requestSubmit(b || undefined); }
    }
    function antre(files) {
      if (!files || !files.length) return false;
      for (const f of files) antrean.push({ file: f, nama: f.name || "tempelan.png", sidik: sidik(f) });
      jalankan();
      return true;
    }

    /* Begun before the reload: gone on with where this browser still has the file. */
    function lanjutkan() {
      daftar.querySelectorAll(".lembar-jalan[data-sidik]").forEach(async (li) => {
        const ada = await gudang("readonly", (g) => g.get(tempat + "|" + li.dataset.sidik));
        if (!ada || !ada.isi) return;
        antrean.push({ isi: ada.isi, nama: ada.nama, sidik: li.dataset.sidik });
        jalankan();
      });
    }
    if (form.dataset.tempat) lanjutkan();
    else fetch(alamat + "?tempat=" + encodeURIComponent(tempat), { redirect: "manual" }).then((j) => j.ok ? j.text() : "").then((html) => { gabung(html); lanjutkan(); }).catch(() => {});
    buangBasi();

    form.addEventListener("change", (e) => {
      if (e.target.type !== "file") return;
      antre(Array.from(e.target.files));
      e.target.value = "";
    });
    ["dragenter", "dragover"].forEach((n) => kotak.addEventListener(n, (e) => e.preventDefault()));
    kotak.addEventListener("drop", (e) => { e.preventDefault(); antre(e.dataTransfer.files); });
    d.addEventListener("paste", (e) => { if (e.clipboardData && antre(e.clipboardData.files)) e.preventDefault(); });
    form.addEventListener("submit", (e) => {
      if (!sibuk || e.defaultPrevented) return;
      e.preventDefault();
      menunggu = e.submitter || "";
    });
    putus.addEventListener("click", (e) => {
      if (e.target.closest("[data-unggah-batal]")) { batal = true; antrean.length = 0; menunggu = null; }
      if (e.target.closest("button")) dispatchEvent(new Event("coba-unggah"));
    });
    daftar.addEventListener("click", (e) => {
      const b = e.target.closest('[name="lepas"], [data-buang]');
      if (!b) return;
      e.preventDefault();
      const isi = new FormData();
      isi.append("sha256", b.name === "lepas" ? b.value : ""); isi.append("kode", b.dataset.buang || "");
      kirim(alamat + "lepas/", isi).catch(() => {});
      b.closest("li").remove(); hitung(); berkas.focus();
    });

    /* Pages of a phone appear by themselves; without this file by the button beside the QR. */
    let jam = 0;
    async function tanya() {
      clearTimeout(jam);
      const k = hp && hp.querySelector("[data-hp]");
      if (!k) return;
      let lagi = true;
      try {
        const j = await fetch(k.dataset.hp, { redirect: "manual" });
        if (j.ok) {
          const t = d.createElement("template");
          t.innerHTML = await j.text();
          const kini = t.content.querySelector("[data-keadaan]"), lama = hp.querySelector("[data-keadaan]");
          lagi = kini.dataset.keadaan === "hidup";
          if (lama.textContent !== kini.textContent) lama.replaceWith(kini);
          gabung(t.innerHTML);
        } else lagi = j.status >= 500;
      } catch (e) { /* the line: asked again */ }
      if (lagi) jam = setTimeout(tanya, d.hidden ? 10000 : 2500);
    }
    if (hp) {
      form.addEventListener("click", async (e) => {
        const b = e.target.closest('[name="hp"]');
        if (!b) return;
        e.preventDefault();
        if (b.value === "muat") return tanya();
        try {
          const isi = new FormData();
          isi.append("surat", form.dataset.surat || ""); isi.append("tautan", (hp.querySelector("[name=tautan]") || {}).value || ""); isi.append("hp", b.value);
          hp.innerHTML = await (await kirim(form.dataset.hp, isi)).text();
          const judul = hp.querySelector("h3");
          if (judul) judul.focus();
        } catch (g) { galat("Pindai pakai HP", g.isi && g.isi.pesan || "Belum dapat dibuka. Periksa sambungan, lalu coba lagi."); }
        tanya();
      });
      tanya();
    }
  }
  d.addEventListener("DOMContentLoaded", () => d.querySelectorAll("[data-unggah]").forEach(pasang));
})();

/* Help over the page one stands on: what is typed stays. Without this file it opens beside the page. */
(function () {
  "use strict";
  var d = document, kotak = null, simpan = null;
  try { simpan = window.localStorage; } catch (e) { /* private mode */ }

  function pilihan() {
    var p = d.getElementById("pakai-tombol");
    if (!p || !simpan) return;
    p.disabled = false;
    p.checked = simpan.getItem("tombol-mati") !== "1";
    p.addEventListener("change", function () {
      try { simpan.setItem("tombol-mati", p.checked ? "0" : "1"); } catch (e) { /* full */ }
      d.dispatchEvent(new CustomEvent("pakai-tombol", { detail: p.checked }));
    });
  }

  function buat() {
    kotak = d.createElement("dialog");
    kotak.className = "dialog bantuan";
    kotak.setAttribute("aria-label", "Bantuan");
    var tutup = d.createElement("button"), isi = d.createElement("div");
    tutup.type = "button"; tutup.className = "tombol"; tutup.textContent = "Tutup bantuan";
    isi.className = "tumpuk";
    tutup.addEventListener("click", function () { kotak.close(); });
    kotak.addEventListener("click", function (e) { if (e.target === kotak) kotak.close(); });
    kotak.append(isi, tutup);
    var gaya = d.createElement("link");
    gaya.rel = "stylesheet"; gaya.href = d.querySelector("[data-gaya-bantuan]").dataset.gayaBantuan;
    d.head.appendChild(gaya);
    d.body.appendChild(kotak);
    return isi;
  }

  d.addEventListener("click", function (e) {
    var a = e.target.closest && e.target.closest('[data-tombol="?"]');
    if (!a || e.ctrlKey || e.metaKey || e.shiftKey || !window.HTMLDialogElement) return;
    e.preventDefault();
    if (kotak) { kotak.showModal(); return; }
    fetch(a.href + (a.href.indexOf("?") < 0 ? "?" : "&") + "potong=1", { credentials: "same-origin" }).then(function (r) {
      if (!r.ok || r.redirected) throw new Error("no help");
      return r.text();
    }).then(function (teks) {
      buat().innerHTML = teks;
      pilihan();
      kotak.showModal();
    }).catch(function () { window.open(a.href, "bantuan"); });
  });
  d.addEventListener("DOMContentLoaded", pilihan);
})();

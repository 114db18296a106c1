/* The clerk's desk: suggestions and event. Comfort only; every part also works without this file. */
(function () {
  "use strict";
  var d = document;
  function id(n) { return d.getElementById(n); }
  function tiap(daftar, f) { Array.prototype.forEach.call(daftar, f); }

  /* Suggestions below a field, by the pattern of the combobox: arrows, Enter, Esc. */
  function saran(isian) {
    var ul = id(isian.dataset.saran), kini = -1, dipilih = "";
    isian.removeAttribute("list");
    isian.setAttribute("role", "combobox");
    isian.setAttribute("aria-controls", ul.id);
    isian.setAttribute("aria-autocomplete", "list");
    function butir() { return ul.querySelectorAll("[role=option]"); }
    function tandai(i) {
      var semua = butir();
      kini = semua.length ? (i + semua.length) % semua.length : -1;
      tiap(semua, function (x, n) { x.setAttribute("aria-selected", n === kini ? "true" : "false"); });
      if (kini < 0) isian.removeAttribute("aria-activedescendant");
      else { isian.setAttribute("aria-activedescendant", semua[kini].id); semua[kini].scrollIntoView({ block: "nearest" }); }
    }
    function tutup() { ul.hidden = true; kini = -1; isian.setAttribute("aria-expanded", "false"); isian.removeAttribute("aria-activedescendant"); }
    function pilih(li) {
      isian.value = dipilih = li.dataset.nilai;
      tutup();
      isian.dispatchEvent(new Event("change", { bubbles: true }));
    }
    tutup();
    ul.addEventListener("htmx:afterSwap", function () {
      var ada = butir().length > 0 && d.activeElement === isian && isian.value.trim() && isian.value !== dipilih;
      ul.hidden = !ada;
      isian.setAttribute("aria-expanded", ada ? "true" : "false");
      if (ada) tandai(0);
    });
    isian.addEventListener("input", function () { dipilih = ""; if (!isian.value.trim()) tutup(); });
    isian.addEventListener("keydown", function (e) {
      if (e.ctrlKey || e.altKey || e.metaKey) return;
      if (e.key === "Escape" && !ul.hidden) { tutup(); e.preventDefault(); e.stopPropagation(); return; }
      if (e.key === "ArrowDown" || e.key === "ArrowUp") {
        if (!butir().length) return;
        e.preventDefault();
        if (ul.hidden) { ul.hidden = false; isian.setAttribute("aria-expanded", "true"); tandai(0); }
        else tandai(kini + (e.key === "ArrowDown" ? 1 : -1));
      } else if (e.key === "Enter" && !ul.hidden && kini >= 0) {
        e.preventDefault();
        pilih(butir()[kini]);
      }
    });
    isian.addEventListener("blur", function () { setTimeout(tutup, 120); });
    ul.addEventListener("mousedown", function (e) {
      var li = e.target.closest("[role=option]");
      if (li) { e.preventDefault(); pilih(li); }
    });
  }

  /* What the sender's last letter was like: one Enter in the sender's field takes it over, where nothing stands yet. */
  function usulan() {
    var kotak = id("usulan"), isian = id("id_nama_pengirim"), periksa = id("periksa"), menunggu = false, diminta = false;
    if (!kotak || !isian || !periksa) return;
    function pakai() {
      var b = kotak.querySelector('[name="pakai"]');
      if (!b) return false;
      var kode = id("id_klasifikasi"), jenis = b.dataset.jenis && d.querySelector('[name="jenis"][value="' + b.dataset.jenis + '"]');
      if (kode && !kode.value && b.dataset.klasifikasi) kode.value = b.dataset.klasifikasi;
      if (jenis && !d.querySelector('[name="jenis"]:checked')) jenis.checked = true;
      kotak.textContent = "";
      (jenis || kode).dispatchEvent(new Event("change", { bubbles: true }));
      isian.focus();
      return true;
    }
    isian.addEventListener("change", function () { menunggu = true; diminta = false; });
    isian.addEventListener("keydown", function (e) {
      if (e.key !== "Enter" || e.defaultPrevented || e.ctrlKey || e.altKey || e.metaKey) return;
      if (menunggu) { diminta = true; e.preventDefault(); }  /* the answer is on its way: it is no order to save */
      else if (pakai()) e.preventDefault();
    });
    kotak.addEventListener("click", function (e) { if (e.target.closest('[name="pakai"]')) { e.preventDefault(); pakai(); } });
    periksa.addEventListener("htmx:afterRequest", function () {
      if (diminta) pakai();
      menunggu = diminta = false;
    });
  }

  /* The event belongs to an invitation; what is hidden is not sent. */
  function acara() {
    var kotak = id("acara"), jenis = d.querySelectorAll('[name="jenis"]');
    if (!kotak || !jenis.length) return;
    function perbarui() {
      var terpilih = d.querySelector('[name="jenis"]:checked'), galat = kotak.querySelector(".galat-isian");
      var tampil = !!galat || (terpilih && terpilih.hasAttribute("data-undangan"));
      kotak.hidden = !tampil;
      tiap(kotak.querySelectorAll("input"), function (x) { x.disabled = !tampil; });
    }
    tiap(jenis, function (x) { x.addEventListener("change", perbarui); });
    perbarui();
  }

  function rahasia() {
    var pilih = id("id_keamanan"), ket = id("pt-rahasia"), pindaian = id("pindaian");
    if (!pilih || !ket) return;
    function perbarui() {
      var ya = pilih.value === "R" || pilih.value === "SR";
      ket.hidden = !ya;
      if (pindaian) pindaian.hidden = ya && !pindaian.querySelector(".lembar, .galat");
    }
    pilih.addEventListener("change", perbarui);
    perbarui();
  }

  d.addEventListener("DOMContentLoaded", function () {
    tiap(d.querySelectorAll("[data-saran]"), saran);
    acara(); rahasia(); usulan();
    var periksa = id("periksa");
    if (periksa) periksa.closest("form").addEventListener("change", function (e) {
      if (e.target.matches("[data-hidup], [data-saran], [name=jenis]")) window.htmx.trigger(periksa, "periksa");
    });
    /* A file taken in or let go may be one that another letter has. */
    var lembar = periksa && id("daftar-lembar");
    if (lembar) new MutationObserver(function () { window.htmx.trigger(periksa, "periksa"); }).observe(lembar, { childList: true });
  });
})();

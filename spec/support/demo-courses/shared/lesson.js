// Run-time of the two demo courses: one page at a time, every answer kept at once, SCORM 1.2 and 2004.
(function () {
  'use strict';

  function findApi(name) {
    try {
      for (var place = window, hops = 0; place && hops < 20; place = place.parent, hops += 1) {
        if (place[name]) return place[name];
        if (place === place.parent) break;
      }
      return window.opener && window.opener[name] ? window.opener[name] : null;
    } catch (fault) {
      return null; // a page of another origin stands above: it has no API for us
    }
  }

  function connect() {
    var newer = findApi('API_1484_11');
    if (newer) return make2004(newer);
    var older = findApi('API');
    return older ? make12(older) : null;
  }

  function make2004(api) {
    api.Initialize('');
    var set = function (element, value) { return api.SetValue(element, String(value)) === 'true'; };
    return {
      location: api.GetValue('cmi.location'), state: api.GetValue('cmi.suspend_data'), mode: api.GetValue('cmi.mode'),
      keep: function (location, state) { set('cmi.exit', 'suspend'); set('cmi.location', location); set('cmi.suspend_data', state); api.Commit(''); },
      answer: function (index, one) {
        var at = 'cmi.interactions.' + index + '.';
        set(at + 'id', one.id); set(at + 'type', 'choice'); set(at + 'description', one.prompt.slice(0, 240));
        set(at + 'correct_responses.0.pattern', one.correct); set(at + 'learner_response', one.response);
        set(at + 'result', one.right ? 'correct' : 'incorrect'); set(at + 'timestamp', new Date().toISOString().slice(0, 19));
      },
      progress: function (share) { set('cmi.progress_measure', Math.min(1, share).toFixed(2)); },
      score: function (percent) {
        set('cmi.score.min', 0); set('cmi.score.max', 100); set('cmi.score.raw', percent); set('cmi.score.scaled', percent / 100);
        set('cmi.success_status', percent >= 80 ? 'passed' : 'failed');
      },
      complete: function () { set('cmi.completion_status', 'completed'); api.Commit(''); },
      begin: function () { if (api.GetValue('cmi.completion_status') !== 'completed') set('cmi.completion_status', 'incomplete'); },
      end: function (seconds, next) { set('cmi.session_time', 'PT' + seconds + 'S'); if (next) set('adl.nav.request', next); api.Terminate(''); },
      canGoOn: function () { return api.GetValue('adl.nav.request_valid.continue') === 'true'; },
    };
  }

  function make12(api) {
    api.LMSInitialize('');
    var set = function (element, value) { return api.LMSSetValue(element, String(value)) === 'true'; };
    var two = function (n) { return (n < 10 ? '0' : '') + n; };
    return {
      location: api.LMSGetValue('cmi.core.lesson_location'), state: api.LMSGetValue('cmi.suspend_data'), mode: api.LMSGetValue('cmi.core.lesson_mode'),
      keep: function (location, state) { set('cmi.core.exit', 'suspend'); set('cmi.core.lesson_location', location); set('cmi.suspend_data', state); api.LMSCommit(''); },
      answer: function (index, one) {
        var at = 'cmi.interactions.' + index + '.';
        set(at + 'id', one.id); set(at + 'type', 'choice'); set(at + 'correct_responses.0.pattern', one.correct);
        set(at + 'student_response', one.response); set(at + 'result', one.right ? 'correct' : 'wrong');
        var now = new Date(); set(at + 'time', two(now.getHours()) + ':' + two(now.getMinutes()) + ':' + two(now.getSeconds()));
      },
      progress: function () {},
      score: function (percent) { set('cmi.core.score.min', 0); set('cmi.core.score.max', 100); set('cmi.core.score.raw', percent); this.percent = percent; },
      complete: function () { set('cmi.core.lesson_status', this.percent === undefined ? 'completed' : this.percent >= 80 ? 'passed' : 'failed'); api.LMSCommit(''); },
      begin: function () { var now = api.LMSGetValue('cmi.core.lesson_status'); if (now === 'not attempted' || now === '') set('cmi.core.lesson_status', 'incomplete'); },
      end: function (seconds) {
        var h = Math.floor(seconds / 3600); var m = Math.floor((seconds % 3600) / 60); var s = seconds % 60;
        set('cmi.core.session_time', ('000' + h).slice(-4) + ':' + two(m) + ':' + two(s)); api.LMSFinish('');
      },
      canGoOn: function () { return false; },
    };
  }

  var lms = connect();
  var pages = Array.prototype.slice.call(document.querySelectorAll('section[data-page]'));
  var questions = Array.prototype.slice.call(document.querySelectorAll('form[data-question]'));
  var answers = {};
  var started = Date.now();
  var ended = false;
  var current = 0;
  var review = lms && lms.mode === 'review';

  function readState() {
    try { answers = JSON.parse((lms && lms.state) || '{}'); } catch (fault) { answers = {}; }
    var at = Number((lms && lms.location) || 0);
    current = at >= 0 && at < pages.length ? at : 0;
  }

  function keep() { if (lms && !review && !ended) lms.keep(current, JSON.stringify(answers)); }

  function show(index, focus) {
    current = index;
    pages.forEach(function (page, i) { page.hidden = i !== index; });
    document.getElementById('back').disabled = index === 0;
    document.getElementById('next').hidden = index === pages.length - 1;
    document.getElementById('place').textContent = 'Page ' + (index + 1) + ' of ' + pages.length;
    if (focus) { var head = pages[index].querySelector('h1, h2'); head.tabIndex = -1; head.focus(); window.scrollTo(0, 0); }
    if (lms && !review) lms.progress((index + 1) / pages.length);
    if (index === pages.length - 1) summary();
    keep();
  }

  function feedback(form) {
    var given = answers[form.id];
    if (!given) return;
    var right = given === form.dataset.correct;
    var box = form.querySelector('.fb');
    var picked = form.querySelector('input[value="' + given + '"]');
    picked.checked = true;
    box.hidden = false;
    box.className = 'fb' + (right ? ' good' : '');
    box.textContent = (right ? 'Right. ' : 'Not the best choice. ') + picked.dataset.why;
    Array.prototype.forEach.call(form.querySelectorAll('input, button'), function (one) { one.disabled = true; });
  }

  function summary() {
    var answered = questions.filter(function (one) { return answers[one.id]; });
    var right = questions.filter(function (one) { return answers[one.id] === one.dataset.correct; }).length;
    var line = document.getElementById('summary');
    if (answered.length < questions.length) {
      line.textContent = 'You have answered ' + answered.length + ' of ' + questions.length + ' questions. Go back and answer the others to finish.';
      return;
    }
    var percent = questions.length ? Math.round((100 * right) / questions.length) : null;
    line.textContent = percent === null ? 'You have read every page of this part.' : right + ' of ' + questions.length + ' answers are right: ' + percent + '%.' + (percent >= 80 ? '' : ' 80% is needed to pass.');
    if (!lms || review) return;
    lms.begin();
    if (percent !== null) lms.score(percent);
    lms.complete();
  }

  function finish(next) {
    if (!lms || ended) return;
    keep();
    ended = true;
    lms.end(Math.max(1, Math.round((Date.now() - started) / 1000)), next);
  }

  readState();
  if (lms) lms.begin(); else document.getElementById('alone').hidden = false;
  questions.forEach(function (form, index) {
    feedback(form);
    form.addEventListener('submit', function (event) {
      event.preventDefault();
      var picked = form.querySelector('input:checked');
      if (!picked || answers[form.id]) return;
      answers[form.id] = picked.value;
      feedback(form);
      if (lms && !review) lms.answer(index, { id: form.id, prompt: form.querySelector('legend').textContent.trim(), correct: form.dataset.correct, response: picked.value, right: picked.value === form.dataset.correct });
      keep();
    });
  });
  document.getElementById('back').addEventListener('click', function () { show(current - 1, true); });
  document.getElementById('next').addEventListener('click', function () { show(current + 1, true); });
  document.getElementById('done').addEventListener('click', function () {
    var goOn = lms && lms.canGoOn();
    finish(goOn ? 'continue' : 'exitAll');
    if (!goOn) document.getElementById('closed').hidden = false;
  });
  window.addEventListener('pagehide', function () { finish(''); });
  show(current, false);
})();

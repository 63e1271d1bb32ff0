const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[letter] ?? letter);

/** The answer to a sign-in: a form that posts itself (OAuth 2.0 Form Post Response Mode). */
export function formPage(action: string, fields: Readonly<Record<string, string>>): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escape(value)}">`,
  );
  return `<!doctype html><form method="post" action="${escape(action)}">${inputs.join('')}</form><script>document.forms[0].submit()</script>`;
}

const loginUrl = (toolUrl: string, login: Readonly<Record<string, string>>): string =>
  `${toolUrl}/lti/login?${new URLSearchParams(login).toString()}`;

/** Keeps data for tools, by their origin, as LTI Client Side postMessages asks. */
const STORAGE = `
const kept = new Map();
window.addEventListener('message', ({ data, origin, source }) => {
  const { subject, message_id, key, value } = data ?? {};
  if (subject === 'lti.put_data') kept.set(origin + key, value);
  else if (subject !== 'lti.get_data') return;
  source.postMessage({ subject: subject + '.response', message_id, key, value: kept.get(origin + key) ?? null }, origin);
});`;

/** A page of the LMS with the course in a frame; way: frame | nested | storage. */
export function coursePage(toolUrl: string, login: Readonly<Record<string, string>>, way: string): string {
  const asked = way === 'storage' ? { ...login, lti_storage_target: '_parent' } : login;
  const frame = `<iframe name="course" width="1000" height="700" src="${escape(loginUrl(toolUrl, asked))}"></iframe>`;
  const inner = way === 'nested' ? `<iframe width="1040" height="740" srcdoc="${escape(frame)}"></iframe>` : frame;
  return `<!doctype html><title>LMS</title><h1>District LMS</h1>${inner}<script>${way === 'storage' ? STORAGE : ''}</script>`;
}

/** A page of the LMS that opens the course in a pop-up or a new tab. */
export function openerPage(toolUrl: string, login: Readonly<Record<string, string>>, way: string): string {
  const url = escape(loginUrl(toolUrl, login));
  const open =
    way === 'popup'
      ? `<button id="open" data-url="${url}" onclick="window.open(this.dataset.url, 'course', 'width=900,height=700')">Open</button>`
      : `<a id="open" target="_blank" href="${url}">Open</a>`;
  return `<!doctype html><title>LMS</title><h1>District LMS</h1>${open}`;
}

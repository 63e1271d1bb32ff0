import { checkClock, checkContent, checkCookies, checkServer, checkStorage, type Finding } from './browser-checks.ts';

const list = document.querySelector<HTMLElement>('#checks');

/** Writes a finding beside its check; the icon changes with the words, so that neither stands alone. */
function show(key: string, { isGood, words }: Finding): void {
  const line = list?.querySelector(`[data-check="${key}"]`);
  line?.classList.add(isGood ? 'ok' : 'error');
  line?.querySelector('use')?.setAttribute('href', isGood ? '#i-check' : '#i-alert');
  const text = line?.querySelector('[data-words]');
  if (text) text.textContent = words;
}

async function checkAll(page: DOMStringMap): Promise<void> {
  const healthUrl = page['health'] ?? '';
  const findings = await Promise.all([
    checkStorage().then((finding) => ['storage', finding] as const),
    Promise.resolve(['cookies', checkCookies()] as const),
    checkContent(page['content'] ?? '').then((finding) => ['content', finding] as const),
    checkServer(healthUrl).then((finding) => ['server', finding] as const),
    checkClock(healthUrl, page['now'] ?? '').then((finding) => ['clock', finding] as const),
    Promise.resolve(['popups', { isGood: true, words: 'Not needed.' }] as const),
  ]);
  for (const [key, finding] of findings) show(key, finding);
  const bad = findings.filter(([, { isGood }]) => !isGood).length;
  const verdict = document.querySelector('#verdict');
  if (!verdict) return;
  verdict.textContent =
    bad === 0
      ? 'This browser can play courses.'
      : `${bad === 1 ? 'One check' : `${bad} checks`} did not pass. Read the lines above; they say what to do.`;
}

if (list) void checkAll(list.dataset);

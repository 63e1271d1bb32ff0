import { checkClock, checkCookies, checkServer, checkStorage, type Finding } from './browser-checks.ts';
import { sayCheck } from './check-words.ts';
import { checkContent } from './content-check.ts';

const place = document.querySelector<HTMLElement>('#content-check');
const list = document.querySelector<HTMLElement>('#checks');
const verdict = document.querySelector<HTMLElement>('#verdict');

/** Writes a finding beside its check; the icon changes with the words, so that neither stands alone. */
function show(key: string, { isGood, words }: Finding): void {
  const line = list?.querySelector(`[data-check="${key}"]`);
  line?.classList.add(isGood ? 'ok' : 'error');
  line?.querySelector('use')?.setAttribute('href', isGood ? '#i-check' : '#i-alert');
  const text = line?.querySelector('[data-words]');
  if (text) text.textContent = words;
}

/** Runs all checks at once, writes each as it ends, and sums up. */
async function checkAll(page: DOMStringMap, frames: HTMLElement): Promise<void> {
  const healthUrl = page['health'] ?? '';
  const checks: Readonly<Record<string, Promise<Finding>>> = {
    storage: checkStorage(),
    cookies: Promise.resolve(checkCookies()),
    content: checkContent(frames, page['content'] ?? ''),
    server: checkServer(healthUrl),
    clock: checkClock(healthUrl, page['now'] ?? ''),
    popups: Promise.resolve({ isGood: true, words: sayCheck('notNeeded') }),
  };
  const findings = await Promise.all(
    Object.entries(checks).map(async ([key, check]) => {
      const finding = await check;
      show(key, finding);
      return finding;
    }),
  );
  const bad = findings.filter(({ isGood }) => !isGood).length;
  if (verdict) verdict.textContent = bad === 0 ? sayCheck('allGood') : badWords(bad);
}

function badWords(bad: number): string {
  return bad === 1 ? sayCheck('oneBad') : sayCheck('someBad', { count: bad });
}

if (list && place) {
  if (verdict) verdict.textContent = sayCheck('checking');
  void checkAll(list.dataset, place);
}

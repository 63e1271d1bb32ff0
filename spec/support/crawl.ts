import { scorm12Package } from './sco-packages.ts';
import { startSite, type Site } from './site.ts';

/** A link that leads nowhere, or out of the mount path. */
interface Fault {
  readonly from: string;
  readonly link: string;
  readonly why: string;
}

/** What a crawl has found. */
export interface Crawled {
  readonly pages: number;
  readonly faults: readonly Fault[];
}

const LINKS = /\b(?:href|src|action)="([^"#]+)"/g;

/** Pages of one signed-in person. */
export interface Crawl {
  readonly origin: string;
  readonly contentOrigin: string;
  /** '' at the root. */
  readonly mount: string;
  readonly cookie: string;
}

/** Follows every link of every page below the mount path; resolves with what was wrong. */
export async function crawlPages({ origin, contentOrigin, mount, cookie }: Crawl): Promise<Crawled> {
  const faults: Fault[] = [];
  const seen = new Set<string>();
  const queue: { link: string; from: string }[] = [{ link: `${mount}/`, from: 'start' }];
  for (let next = queue.shift(); next && seen.size < 200; next = queue.shift()) {
    const { link, from } = next;
    const path = link.replaceAll('&amp;', '&');
    if (seen.has(path) || path.startsWith('data:')) continue;
    seen.add(path);
    if (!path.startsWith(`${mount}/`)) {
      if (!path.startsWith(contentOrigin)) faults.push({ from, link, why: 'leaves the mount path' });
      continue;
    }
    const answer = await fetch(origin + path, { headers: { cookie, accept: 'text/html' }, redirect: 'manual' });
    for (const one of answer.headers.getSetCookie()) {
      if (!one.includes(`; Path=${mount === '' ? '/' : mount};`)) faults.push({ from, link, why: `sets ${one}` });
    }
    if (answer.status >= 300 && answer.status < 400) {
      queue.push({ link: answer.headers.get('location') ?? '', from: path });
    } else if (answer.status >= 400 && answer.status !== 405) {
      faults.push({ from, link, why: `answers ${answer.status}` });
    }
    const isPage = answer.headers.get('content-type')?.startsWith('text/html') === true;
    const text = await answer.text();
    if (!isPage) continue;
    for (const [tag, target = ''] of text.matchAll(LINKS)) {
      if (!tag.startsWith('action')) queue.push({ link: target, from: path });
      else if (!target.startsWith(`${mount}/`))
        faults.push({ from: path, link: target, why: 'form leaves the mount path' });
    }
  }
  return { pages: seen.size, faults };
}

/** The same of a site, by somebody of every role. */
async function crawl(site: Site, mount: string): Promise<Crawled> {
  const person = await site.addPerson({ roles: ['officer', 'instructor', 'supervisor', 'administrator'] });
  const { origin, contentOrigin } = site;
  return crawlPages({ origin, contentOrigin, mount, cookie: await signIn(site, person) });
}

async function signIn(site: Site, person: { email: string; password: string }): Promise<string> {
  const answer = await fetch(`${site.base}/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: site.origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ email: person.email, password: person.password }),
  });
  const cookies = answer.headers.getSetCookie();
  return cookies.map((one) => one.split(';')[0]).join('; ');
}

/** Two instances in one process, at two mount paths each: what the spec runs on Express 4 and on Express 5. */
async function main(): Promise<void> {
  const results = [];
  const sites: { site: Site; mount: string }[] = [];
  for (const mount of ['', '/a/b']) sites.push({ mount, site: await startSite({ mount }) });
  for (const { site, mount } of sites) {
    await site.addCourse(await scorm12Package('Linked', [{ id: 'one', title: 'One' }]));
    results.push({ mount, ...(await crawl(site, mount)) });
  }
  for (const { site } of sites) await site.remove();
  process.stdout.write(`${JSON.stringify(results)}\n`);
}

if (process.argv[1] === import.meta.filename) await main();

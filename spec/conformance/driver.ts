import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { startSite, type Site, type SitePerson } from '../support/site.ts';

/** What the harness's own driver gives: everything that the page contract can answer. */
interface ContractDriver {
  page: Page;
}
type ContractDriverClass = new (options: object) => ContractDriver;

const harness = process.env['SCHOOLBEAT_HARNESS'] ?? '';
const { PageContractDriver } = (await import(pathToFileURL(join(harness, 'page-contract-driver.mjs')).href)) as {
  PageContractDriver: ContractDriverClass;
};

let site: Site | null = null;
const people: Record<number, SitePerson> = {};
/** Course ids by the harness's package ids; chains share packages over cases. */
const courses: Record<string, string> = {};

const running = (): Site => {
  if (!site) throw new Error('The site is not running.');
  return site;
};

/** Plays the conformance cases through the product's own pages, as a person would. */
export default class SchoolbeatDriver extends PageContractDriver {
  static async setUp(): Promise<void> {
    site = await startSite();
  }

  static async tearDown(): Promise<void> {
    await site?.remove();
  }

  async signIn(learner: 1 | 2, { fresh }: { fresh: boolean }): Promise<{ id: string; name: string }> {
    let person = people[learner];
    if (fresh || !person) {
      person = await running().addPerson({ roles: ['officer'] });
      people[learner] = person;
    }
    await running().signIn(this.page, person);
    return { id: person.id, name: person.name.split(' ').toReversed().join(', ') };
  }

  async signOut(): Promise<void> {
    const answer = await this.page.request.post(`${running().base}/logout`, { headers: { origin: running().origin } });
    if (!answer.ok()) throw new Error(`Signing out failed: ${answer.status()}`);
    // The suite asks for a sign-out between two sessions; a restart of the whole server in between must not matter.
    await running().stop();
    await running().start();
  }

  async importPackage(zipPath: string, { id }: { id: string }): Promise<void> {
    courses[id] = await running().addCourse(await readFile(zipPath));
  }

  async openPlayer({ course, choosing, mode }: { course: string; choosing: boolean; mode?: string }): Promise<void> {
    const registration = await running().register(this.page, courses[course] ?? '');
    const query = new URLSearchParams({ again: '1' });
    if (choosing) query.set('open', 'contents');
    if (mode !== undefined) query.set('mode', mode);
    await this.page.goto(`${running().base}/play/${registration}?${query}`);
  }
}

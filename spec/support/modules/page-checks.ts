/// <reference lib="dom" />
import { expect } from 'chai';
import { axeViolations } from '../axe.ts';
import { moduleCalled } from './module-checks.ts';
import type { ModuleHost } from './module-host.ts';
import { visitModule } from './module-visit.ts';
import { ScriptedOfficer } from './scripted-officer.ts';

/** How a page is looked at; `width` of the module in pixels. */
export interface Look {
  readonly dark: boolean;
  readonly phone: boolean;
  readonly width?: number;
}

/** What the host page leaves beside its frame, pixels. */
const HOST_MARGIN = 20;

/** Takes a module and asks axe before it, after every block and at its end. */
export async function checkBarriers(host: ModuleHost, id: string, { width, ...look }: Look): Promise<void> {
  const visit = await visitModule(host, id, look);
  const found = new Set<string>();
  const ask = async (): Promise<void> => {
    for (const one of await axeViolations(visit.frame)) found.add(one);
  };
  try {
    if (width !== undefined) await visit.page.setViewportSize({ width: width + HOST_MARGIN, height: 700 });
    const officer = new ScriptedOfficer(visit.page, visit.frame, moduleCalled(host.course, id), { manner: 'worst' });
    await ask();
    await officer.takeModule(ask);
    await ask();
    expect([...found], id).to.deep.equal([]);
  } finally {
    await visit.close();
  }
}

/** Takes a module 320 pixels wide: nothing is wider than the page. */
export async function checkWidth(host: ModuleHost, id: string): Promise<void> {
  const visit = await visitModule(host, id, { phone: true });
  try {
    await visit.page.setViewportSize({ width: 320 + HOST_MARGIN, height: 700 });
    const officer = new ScriptedOfficer(visit.page, visit.frame, moduleCalled(host.course, id), { manner: 'best' });
    const wide: string[] = [];
    await officer.takeModule(async (block) => {
      const isWide = await visit.frame.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
      if (isWide) wide.push(block.id);
    });
    expect(wide, id).to.deep.equal([]);
  } finally {
    await visit.close();
  }
}

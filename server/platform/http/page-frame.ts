import type { Request } from 'express';
import { localeOf, say } from '../i18n/say.ts';
import { contextOf, type FrameLink, type FramePerson } from './request-context.ts';

type NavigationLink = FrameLink & { readonly isCurrent: boolean };

/** Entries that fit side by side on a phone. */
const MOST_TABS = 5;

/** The `page` of every view-model: what the layouts show around it. */
export interface PageFrame {
  readonly title: string;
  /** Mount path, '' at the root; links are `{{page.base}}/…`. */
  readonly base: string;
  readonly lang: string;
  readonly theme: 'light' | 'dark' | 'system';
  readonly person: FramePerson | null;
  readonly navigation: readonly NavigationLink[];
  /** The same for the bar at the foot of a phone: what has no room there stands in a menu. */
  readonly tabs: {
    readonly shown: readonly NavigationLink[];
    readonly more: readonly NavigationLink[];
    readonly isInMore: boolean;
  };
  readonly notice: { readonly kind: string; readonly text: string } | null;
  /** Notices not read yet, null where none are counted. */
  readonly unread: number | null;
  readonly wide: boolean;
}

/** What a page says of itself; `current` is the href of its entry in the navigation. */
export interface FrameOptions {
  readonly title: string;
  readonly current?: string;
  readonly wide?: boolean;
  readonly notice?: { readonly kind: string; readonly text: string };
}

/** Builds the frame of one page; hrefs of the navigation carry the mount path. */
export function frameOf(req: Request, { title, current, wide = false, notice }: FrameOptions): PageFrame {
  const { base, frame } = contextOf(req);
  const navigation = frame.navigation.map(({ href, label, icon }) => ({
    href: base + href,
    label: say(localeOf(frame.lang), label),
    icon,
    isCurrent: href === current,
  }));
  return {
    title: say(localeOf(frame.lang), title),
    base,
    lang: frame.lang,
    theme: frame.theme,
    person: frame.person,
    navigation,
    tabs: tabsOf(navigation),
    notice: notice ?? frame.notice,
    unread: frame.unread,
    wide,
  };
}

/** A menu takes the place of one entry, so it never holds a single one. */
function tabsOf(links: readonly NavigationLink[]): PageFrame['tabs'] {
  const count = links.length > MOST_TABS ? MOST_TABS - 1 : MOST_TABS;
  const more = links.slice(count);
  return { shown: links.slice(0, count), more, isInMore: more.some(({ isCurrent }) => isCurrent) };
}

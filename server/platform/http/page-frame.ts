import type { Request } from 'express';
import { localeOf, say } from '../i18n/say.ts';
import { contextOf, type FrameLink, type FramePerson } from './request-context.ts';

/** The `page` of every view-model: what the layouts show around it. */
export interface PageFrame {
  readonly title: string;
  /** Mount path, '' at the root; links are `{{page.base}}/…`. */
  readonly base: string;
  readonly lang: string;
  readonly theme: 'light' | 'dark' | 'system';
  readonly person: FramePerson | null;
  readonly navigation: readonly (FrameLink & { readonly isCurrent: boolean })[];
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
  return {
    title: say(localeOf(frame.lang), title),
    base,
    lang: frame.lang,
    theme: frame.theme,
    person: frame.person,
    navigation: frame.navigation.map(({ href, label, icon }) => ({
      href: base + href,
      label: say(localeOf(frame.lang), label),
      icon,
      isCurrent: href === current,
    })),
    notice: notice ?? frame.notice,
    unread: frame.unread,
    wide,
  };
}

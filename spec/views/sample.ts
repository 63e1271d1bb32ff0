/** A model that a template is rendered with in specs; a template has one for each of its states. */
export interface Sample {
  /** `<room>/<page>` */
  readonly view: string;
  /** State that it shows, in words. */
  readonly state: string;
  readonly model: object;
}

/** Frame of a signed-in person; `current` is the path of the chosen entry. */
export function samplePage(title: string, current = '/my', change: object = {}): object {
  const navigation = [
    { href: '/my', label: 'My training', icon: 'home' },
    { href: '/catalog', label: 'Catalog', icon: 'book' },
    { href: '/results', label: 'Results overview', icon: 'chart' },
  ];
  const links = navigation.map((entry) => ({ ...entry, isCurrent: entry.href === current }));
  return {
    title,
    base: '',
    lang: 'en',
    theme: 'system',
    person: {
      name: 'Dep. Maria Reyes',
      initials: 'MR',
      organisation: 'Harlow County Sheriff’s Office',
      roles: [{ key: 'officer', label: 'Officer', isCurrent: true }],
    },
    navigation: links,
    tabs: { shown: links, more: links.slice(1), isInMore: current === '/results' },
    ...change,
  };
}

/** Frame of a page that is shown before sign-in. */
export function sampleSignedOutPage(title: string): object {
  return samplePage(title, '', { person: null, navigation: [], tabs: { shown: [], more: [], isInMore: false } });
}

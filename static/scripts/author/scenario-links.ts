/** Takes the chosen node along: into the address of this page, and to the other views of the scenario. */
export function keepChosen(node: string): void {
  const here = new URL(location.href);
  withNode(here, node);
  here.hash = '';
  history.replaceState(null, '', here);
  for (const link of document.querySelectorAll<HTMLAnchorElement>('nav.ways a')) {
    const url = new URL(link.href);
    withNode(url, node);
    link.href = url.href;
  }
}

function withNode({ searchParams }: URL, node: string): void {
  if (node === '') searchParams.delete('node');
  else searchParams.set('node', node);
}

import { closeSharedBrowser } from '../support/browser.ts';
import { postgresUrl } from '../support/databases.ts';
import { HOSTS, tellMounted } from '../support/mount-matrix.ts';

describe('the main job in every kind of host application', () => {
  after(closeSharedBrowser);
  tellMounted(HOSTS.express4);
  tellMounted(HOSTS.express5);
  tellMounted(HOSTS.twoAgencies, postgresUrl);
});

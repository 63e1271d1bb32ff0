import { closeSharedBrowser } from '../support/browser.ts';
import { HOSTS, tellMounted } from '../support/mount-matrix.ts';

// One of the family; the others are in mount-matrix.acceptance.spec.ts. The proxy is the one that other specs know least of.
describe('the main job in a host application', () => {
  after(closeSharedBrowser);
  tellMounted(HOSTS.behindProxy);
});

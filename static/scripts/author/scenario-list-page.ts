import { openDraftSession } from './draft-session.ts';
import { element, pageData } from './own-data.ts';
import { openSaveHead } from './save-head.ts';
import { ScenarioRoom, type ScenarioData } from './scenario-room.ts';

const data = pageData<ScenarioData>('scenario-data');
openDraftSession(
  data,
  openSaveHead(element('scenario-head'), data.isReadOnly),
  (session) => new ScenarioRoom(session, data),
);

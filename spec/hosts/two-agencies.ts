import { createServer } from 'node:http';
import { join } from 'node:path';
import express from 'express';
import { createSchoolbeat } from 'schoolbeat';
import { currentColleague, stationRoutes, type Colleague } from './station.ts';
import { stopOnSignal } from './stop-on-signal.ts';
import { toTrainee } from './to-trainee.ts';

// Two instances in one process, one for each office: own path, own tables, own files, own content origin. Neither knows of the
// other, and people of one office have no place in the other's.
const { PORT = '3000', DATABASE_URL, TRAINING_FILES = 'training', TRAINING_SECRET = '' } = process.env;
const { CONTENT_PORT = '3001', SECOND_CONTENT_PORT = '3002' } = process.env;

const createTraining = (office: Colleague['office'], contentPort: string) =>
  createSchoolbeat({
    publicUrl: `http://localhost:${PORT}/${office}/training`,
    contentUrl: `http://127.0.0.1:${contentPort}`,
    database: DATABASE_URL,
    tablePrefix: `${office}_`,
    storage: join(TRAINING_FILES, office),
    secrets: [`${TRAINING_SECRET} of the ${office}`],
    auth: {
      currentUser(req) {
        const colleague = currentColleague(req);
        return colleague?.office === office ? toTrainee(colleague) : null;
      },
      signInUrl: '/sign-in?next={next}',
      mayBeAdministrator: true,
    },
  });

const sheriff = await createTraining('sheriff', CONTENT_PORT);
const police = await createTraining('police', SECOND_CONTENT_PORT);
for (const one of [sheriff, police]) await one.migrate();
await sheriff.ensureAgency({ name: 'Harlow County Sheriff', timeZone: 'America/Chicago', state: 'TX' });
await police.ensureAgency({ name: 'Wexley Police', timeZone: 'America/Denver', state: 'CO' });

const app = express();
app.use(stationRoutes());
app.use('/sheriff/training', sheriff.router);
app.use('/police/training', police.router);

const servers = [
  app.listen(Number(PORT)),
  createServer({ maxHeaderSize: 1 << 20 }, sheriff.content).listen(Number(CONTENT_PORT)),
  createServer({ maxHeaderSize: 1 << 20 }, police.content).listen(Number(SECOND_CONTENT_PORT)),
];
stopOnSignal(servers, () => Promise.all([sheriff.close(), police.close()]));

import { createServer } from 'node:http';
import express from 'express';
import { createSchoolbeat } from 'schoolbeat';
import { currentColleague, stationRoutes } from './station.ts';
import { stopOnSignal } from './stop-on-signal.ts';
import { toTrainee } from './to-trainee.ts';

// The whole of it: an Express 5 application that has everything of Schoolbeat under /training, for its own people.
const { PORT = '3000', CONTENT_PORT = '3001', DATABASE_URL, TRAINING_FILES, TRAINING_SECRET = '' } = process.env;

const schoolbeat = await createSchoolbeat({
  publicUrl: `http://localhost:${PORT}/training`,
  contentUrl: `http://127.0.0.1:${CONTENT_PORT}`, // another origin, so that packages reach no page and no cookie of yours
  database: DATABASE_URL,
  storage: TRAINING_FILES,
  secrets: [TRAINING_SECRET],
  auth: {
    currentUser(req) {
      const colleague = currentColleague(req);
      return colleague && toTrainee(colleague);
    },
    signInUrl: '/sign-in?next={next}',
    mayBeAdministrator: true, // the intranet's group "systems" is trusted with it
  },
});
await schoolbeat.migrate();
await schoolbeat.ensureAgency({ name: 'Harlow County Sheriff', timeZone: 'America/Chicago', state: 'TX' });

const app = express();
app.use(stationRoutes());
app.use('/training', schoolbeat.router);

const servers = [
  app.listen(Number(PORT)),
  createServer({ maxHeaderSize: 1 << 20 }, schoolbeat.content).listen(Number(CONTENT_PORT)),
];
stopOnSignal(servers, () => schoolbeat.close());

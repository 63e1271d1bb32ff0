import { createServer } from 'node:http';
import express from 'express';
import { createSchoolbeat } from 'schoolbeat';
import { currentColleague, stationRoutes } from './station.ts';
import { stopOnSignal } from './stop-on-signal.ts';
import { toTrainee } from './to-trainee.ts';

// Behind a proxy that shows the application at /intranet and takes that away again, as nginx does by
//   location /intranet/ { proxy_pass http://127.0.0.1:3000/; }
// The application mounts at /lms; people see /intranet/lms. `publicUrl` says so, and links, redirects and cookies follow.
const { PORT = '3000', CONTENT_PORT = '3001', DATABASE_URL, TRAINING_FILES, TRAINING_SECRET = '' } = process.env;
const { PUBLIC_ORIGIN = 'https://harlow.example', CONTENT_ORIGIN = 'https://harlow-content.example' } = process.env;

const schoolbeat = await createSchoolbeat({
  publicUrl: `${PUBLIC_ORIGIN}/intranet/lms`,
  contentUrl: CONTENT_ORIGIN,
  database: DATABASE_URL,
  storage: TRAINING_FILES,
  secrets: [TRAINING_SECRET],
  auth: {
    currentUser(req) {
      const colleague = currentColleague(req);
      return colleague && toTrainee(colleague);
    },
    signInUrl: '/intranet/sign-in?next={next}',
    mayBeAdministrator: true,
  },
});
await schoolbeat.migrate();
await schoolbeat.ensureAgency({ name: 'Harlow County Sheriff', timeZone: 'America/Chicago', state: 'TX' });

const app = express();
// The application's own affair: addresses of people (for limits on tries) and https come from this one proxy.
app.set('trust proxy', 'loopback');
app.use(stationRoutes('/intranet'));
app.use('/lms', schoolbeat.router);

const servers = [
  app.listen(Number(PORT), '127.0.0.1'),
  createServer({ maxHeaderSize: 1 << 20 }, schoolbeat.content).listen(Number(CONTENT_PORT), '127.0.0.1'),
];
stopOnSignal(servers, () => schoolbeat.close());

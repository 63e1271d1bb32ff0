import { createServer } from 'node:http';
import express, { type ErrorRequestHandler } from 'express';
import { createSchoolbeat } from 'schoolbeat';
import { currentColleague, stationRoutes } from './station.ts';
import { stopOnSignal } from './stop-on-signal.ts';
import { toTrainee } from './to-trainee.ts';

// An application of some years, on Express 4.21: settings, headers and parsers of its own before everything, and its own
// page for what is not found after everything. None of it is changed for the training, and none of it gets in its way.
const { PORT = '3000', CONTENT_PORT = '3001', DATABASE_URL, TRAINING_FILES, TRAINING_SECRET = '' } = process.env;

const app = express();
app.set('case sensitive routing', true);
app.set('query parser', 'simple');
app.set('views', 'templates');
app.set('view engine', 'ejs');
app.disable('etag');
app.enable('strict routing');
app.locals['siteName'] = 'Intranet';

app.use((_req, res, next) => {
  res.set({
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
  });
  next();
});
app.use(stationRoutes());

const schoolbeat = await createSchoolbeat({
  publicUrl: `http://localhost:${PORT}/training`,
  contentUrl: `http://127.0.0.1:${CONTENT_PORT}`,
  database: DATABASE_URL,
  storage: TRAINING_FILES,
  secrets: [TRAINING_SECRET],
  auth: {
    currentUser(req) {
      const colleague = currentColleague(req);
      return colleague && toTrainee(colleague);
    },
    signInUrl: '/sign-in?next={next}',
    // Without `mayBeAdministrator` nobody is one, whatever the groups say.
  },
});
await schoolbeat.migrate();
await schoolbeat.ensureAgency({ name: 'Harlow County Sheriff', timeZone: 'America/Chicago', state: 'TX' });

// Before the parsers of the application: theirs take 100 KB, and what a course saves may be larger.
app.use('/training', schoolbeat.router);
app.use(express.json(), express.urlencoded({ extended: true }));
app.use((_req, res) => void res.status(404).send('The intranet has no such page.'));
const lastResort: ErrorRequestHandler = (_error, _req, res, _next) =>
  void res.status(500).send('The intranet is broken.');
app.use(lastResort);

const servers = [
  app.listen(Number(PORT)),
  createServer({ maxHeaderSize: 1 << 20 }, schoolbeat.content).listen(Number(CONTENT_PORT)),
];
stopOnSignal(servers, () => schoolbeat.close());

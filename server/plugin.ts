import type { Request, Router } from 'express';
import type { Logger } from 'pino';
import { Sequelize } from 'sequelize';
import { openSchoolbeat, type OpenOptions } from './app.ts';
import { installCourses } from './install-courses.ts';
import type { ContentHandler } from './packages/index.ts';
import type { HostAuth, HostUser } from './people/index.ts';
import { configFor, createLog, type Clock, type Outbox, type PluginSettings, type Storage } from './platform/index.ts';

export type { HostAuth, HostUser } from './people/index.ts';

/** Options of {@link createSchoolbeat}; each may be undefined too, for hosts that compile with `exactOptionalPropertyTypes`. */
export interface SchoolbeatOptions extends Omit<PluginSettings, 'database' | 'storage'> {
  /** `postgres://…`, `sqlite:FILE`, or the host's own Sequelize instance. */
  readonly database?: string | Sequelize | undefined;
  /** A directory, or an adapter. */
  readonly storage?: string | Storage | undefined;
  /** Without it the plugin has accounts of its own; with it the host says who a request comes from. */
  readonly auth?: (HostAuth & { currentUser(req: Request): HostUser | null | Promise<HostUser | null> }) | undefined;
  readonly logger?: Logger | undefined;
  readonly clock?: Clock | undefined;
}

/** An agency that a host makes. */
export interface NewAgency {
  readonly name: string;
  /** IANA name, like `America/Chicago`: its due days end there. */
  readonly timeZone: string;
  /** Two letters. */
  readonly state: string;
}

/** What a host application mounts. */
export interface MountedSchoolbeat {
  /** `app.use('/training', router)` */
  readonly router: Router;
  /** `createServer(content)` on a second origin. */
  readonly content: ContentHandler;
  /** News of the record: `events.on('attempt.changed', 'name', handler)`; handlers are called at least once. */
  readonly events: Pick<Outbox, 'on'>;
  /** Applies waiting migrations and starts the stored jobs. */
  migrate(): Promise<void>;
  /** The agency of a name, made where there is none; resolves with its id. Throws AppError `INPUT_INVALID`. */
  ensureAgency(agency: NewAgency): Promise<string>;
  /** Builds and installs the courses that come with the package; what is installed already is left. Resolves with new titles. */
  installCourses(): Promise<readonly string[]>;
  /** Ends the jobs and closes the database, unless the host brought it; call it when no request is left. */
  close(): Promise<void>;
}

/** Makes the plugin; throws AppError `CONFIG_INVALID` with every fault of the options. */
export async function createSchoolbeat(options: SchoolbeatOptions): Promise<MountedSchoolbeat> {
  const { database, storage, auth, logger, clock, ...settings } = options;
  const config = configFor({
    ...settings,
    database: typeof database === 'string' ? database : undefined,
    storage: typeof storage === 'string' ? storage : undefined,
  });
  const brought: OpenOptions = {
    log: logger ?? createLog(),
    clock,
    host: auth,
    sequelize: database instanceof Sequelize ? database : undefined,
    storage: typeof storage === 'object' ? storage : undefined,
  };
  const app = await openSchoolbeat(config, brought);
  return {
    router: app.router,
    content: app.content,
    events: app.platform.outbox,
    async migrate() {
      await app.migrate();
      app.platform.jobs.start();
    },
    ensureAgency: async (agency) => (await app.agencies.ensureAgency(agency)).id,
    installCourses: () => installCourses(app),
    close: () => app.close(),
  };
}

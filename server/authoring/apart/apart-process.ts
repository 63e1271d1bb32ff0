import { doApartTask, type ApartTask } from './apart-tasks.ts';

// Run by createApart: tasks come in one at a time, answers go out; when the server is gone, this ends too.
process.on('message', (task: ApartTask) => {
  doApartTask(task).then(
    (answer) => process.send?.({ answer }),
    (error: unknown) =>
      process.send?.({ fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.once('disconnect', () => process.exit(0));

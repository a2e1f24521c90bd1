export { type PostgresLogOptions, postgresEventLog } from './postgres-event-log.ts';

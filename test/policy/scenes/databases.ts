import type { Scene } from "../case";
import { databaseScene, POSTGRES_PARAMETERS } from "../sound";

/** A PostgreSQL database with the parameters of PostgreSQL only. */
export const postgres = (given: Readonly<Record<string, unknown>> = {}): Scene =>
    databaseScene(
        { engine: "postgres", engineVersion: "17", enabledCloudwatchLogsExports: ["postgresql"] },
        { parameters: { ...POSTGRES_PARAMETERS, ...given } },
    );

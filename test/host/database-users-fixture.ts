/** Runs the users function against real database servers. Only Secrets Manager is replaced. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import {
    runUsersFunction,
    type Surroundings,
    type UsersEvent,
    type UsersResult,
} from "../../components/database/users/function";
import { DATABASE_SERVERS, type DatabaseServer } from "../../lab/database-servers";
import { suiteWith } from "../support/suites";
import { MASTER, TestServer } from "./database-users-server";

export const DATABASE = "hr_model";
export const MIGRATOR = { username: "hrms_migrator", password: "Migrator0Canary000000000000000000000000A" };
export const APP = { username: "hrms_app", password: "App0Canary0000000000000000000000000000AA" };

/** What differs from a successful run. A secret that is not a string is passed as JSON. */
export interface Circumstances {
    readonly event?: UsersEvent;
    readonly database?: string;
    readonly ca?: string | string[];
    readonly master?: object | string;
    readonly migrator?: object | string;
    readonly app?: object | string;
    readonly tablesAtRuntime?: boolean;
    readonly masterLogin?: Surroundings["masterLogin"];
    readonly lockSeconds?: number;
    /** Called when a secret is read, with its name. */
    readonly onSecret?: (name: string) => void;
}

export class Fixture {
    /** What the function logged in the current test. */
    readonly logged: object[] = [];
    private running?: TestServer;
    private scratch?: string;

    constructor(readonly kind: DatabaseServer) {}

    get server(): TestServer {
        if (!this.running) {
            throw new Error("the server is not running");
        }
        return this.running;
    }

    /** A temporary directory, removed with the fixture. */
    get directory(): string {
        return (this.scratch ??= mkdtempSync(path.join(tmpdir(), "hrms-users-")));
    }

    async start(): Promise<void> {
        this.running = await TestServer.start(this.kind);
    }

    async stop(): Promise<void> {
        await this.running?.stop();
        if (this.scratch) {
            rmSync(this.scratch, { recursive: true });
        }
    }

    async clean(): Promise<void> {
        this.logged.length = 0;
        await this.server.asRoot(
            `DROP DATABASE IF EXISTS ${DATABASE}`,
            "DROP USER IF EXISTS 'hrms_app'@'%', 'hrms_migrator'@'%'",
            "DROP ROLE IF EXISTS everything",
        );
    }

    environment(database = DATABASE): Record<string, string> {
        return {
            DATABASE_HOST: this.server.host,
            DATABASE_PORT: String(this.server.port),
            DATABASE_NAME: database,
            MASTER_SECRET_ARN: "master",
            MIGRATOR_SECRET_ARN: "migrator",
            APP_SECRET_ARN: "app",
        };
    }

    run({
        event = {},
        database,
        ca,
        masterLogin,
        tablesAtRuntime,
        lockSeconds = 10,
        onSecret,
        ...users
    }: Circumstances = {}): Promise<UsersResult> {
        const secrets: Record<string, object | string> = {
            master: MASTER,
            migrator: MIGRATOR,
            app: APP,
            ...users,
        };
        return runUsersFunction(event, {
            environment: {
                ...this.environment(database),
                ...(tablesAtRuntime && { TABLES_AT_RUNTIME: "true" }),
            },
            readSecret: (arn) => {
                onSecret?.(arn);
                const secret = secrets[arn];
                return Promise.resolve(typeof secret === "string" ? secret : JSON.stringify(secret));
            },
            ca: ca ?? this.server.authority.pem,
            log: (entry) => this.logged.push(entry),
            masterLogin: masterLogin ?? { attempts: 1, waitMs: 0 },
            lockSeconds,
        });
    }

    /** Runs each statement as a user. Returns its error code or "ok". */
    async outcomes(login: typeof APP, ...statements: string[]): Promise<string[]> {
        const connection = await this.server.connect(login);
        const codes: string[] = [];
        for (const statement of statements) {
            const outcome = connection.query(statement).then(
                () => "ok",
                (error: unknown) => (error as { code: string }).code,
            );
            codes.push(await outcome);
        }
        await connection.end();
        return codes;
    }

    /** Every user, password and privilege, to compare before and after. */
    async userTable(): Promise<string> {
        const [rows] = await this.server.asRoot("SELECT * FROM mysql.user ORDER BY Host, User");
        return JSON.stringify(rows);
    }
}

/** The suites, and the servers that each runs on. */
const RUNS_ON = {
    "database users": ["mariadb", "mysql"],
    "database users' secrecy": ["mariadb", "mysql"],
    "what only MySQL does": ["mysql"],
} as const satisfies Readonly<Record<string, readonly DatabaseServer[]>>;

/**
 * A suite with a clean server before each test, once for each server of the table. Without a server it is skipped, and its
 * title says why.
 */
export function describeWithServers(title: keyof typeof RUNS_ON, tests: (fixture: Fixture) => void): void {
    for (const kind of RUNS_ON[title]) {
        suiteWith({ ...DATABASE_SERVERS[kind].needs, openssl: "openssl" }, `${title} on ${kind}`, () => {
            const fixture = new Fixture(kind);
            beforeAll(() => fixture.start());
            afterAll(() => fixture.stop());
            beforeEach(() => fixture.clean());
            tests(fixture);
        });
    }
}

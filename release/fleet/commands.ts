/** The host's commands by name, with what each answers: the caller's side of `/opt/hrms/bin/release`. */
import { z } from "zod";
import type { HostCommand } from "../../config/deployment";
import type { Fleet, Host } from "./fleet";

/** A release is called by the SHA-256 of its archive. */
export const SHA = /^[0-9a-f]{64}$/;

const sha = z.string().regex(SHA);

const WARNINGS = z.array(z.string());

/** A step of a migration after which the release that runs now may fail, or which can make its requests wait. */
const DESTRUCTIVE = z.object({
    /** `app.0002_name` */
    migration: z.string(),
    /** Django's operation, such as `RemoveField employee.phone`. */
    operation: z.string(),
    /** What happens to the release that runs now. */
    why: z.string(),
});
export type Destructive = z.infer<typeof DESTRUCTIVE>;

const ANSWERS = {
    status: z.object({
        current: sha.nullable(),
        previous: sha.nullable(),
        installed: z.array(sha),
        colour: z.enum(["blue", "green"]).nullable(),
        serving: z.boolean(),
        /** The release of each unit of background work; null for one that does not run. */
        background: z.record(z.string(), sha.nullable()),
        /** Whether two colours fit into the memory at once. */
        memory: z.enum(["both", "turns"]),
    }),
    install: z.object({ installed: sha }),
    check: z.object({ passed: z.literal(true), warnings: WARNINGS }),
    migrations: z.object({
        /** What the release has and the database has not, in the order in which it would run. */
        pending: z.array(z.string()),
        /** What the database has and the release has not. */
        unapplied_on_rollback: z.array(z.string()),
        /** Of the pending ones. */
        destructive: z.array(DESTRUCTIVE),
    }),
    migrate: z.object({ applied: z.array(z.string()) }),
    fixtures: z.object({
        /** Names of the setting. */
        fixtures: z.array(z.string()),
        /** How many objects were loaded. */
        loaded: z.number(),
        /** The model because of which nothing was loaded, as `app.Model`: its table has rows. */
        has_rows: z.string().nullable(),
    }),
    superuser: z.object({ created: z.boolean(), user: z.string() }),
    switch: z.object({
        current: sha,
        previous: sha.nullable(),
        seconds: z.number(),
        /** Beside each other, or the old one stopped before the new one started while Nginx kept requests waiting. */
        how: z.enum(["both", "turns"]),
    }),
    clean: z.object({}),
} as const satisfies Record<HostCommand, z.ZodType>;

export type Answer<Name extends HostCommand> = z.infer<(typeof ANSWERS)[Name]>;

/**
 * Runs a command on a host.
 * @param release the SHA-256 of the release that it is about; `status` and `clean` take none
 * @throws HostFailure, HostLost as `fleet.run`; Error if the answer is none of this command, as of a host that is older
 */
export async function ask<Name extends HostCommand>(
    fleet: Fleet,
    host: Host,
    name: Name,
    release?: string,
    tell: (line: string) => void = () => undefined,
): Promise<Answer<Name>> {
    const answer = await fleet.run(host, release === undefined ? [name] : [name, release], tell);
    const read = ANSWERS[name].safeParse(answer);
    if (!read.success) {
        throw new Error(
            `${host.id}: \`release ${name}\` answered what this version does not understand ` +
                `(${z.prettifyError(read.error)}). Its files are of another version: run \`pulumi up\`, then try again.`,
        );
    }
    return read.data as Answer<Name>;
}

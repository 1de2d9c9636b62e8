import { grantsOfHosts } from "../aws/host-grants";
import { isReplica } from "../aws/replicas";
import { on, resourcePolicy, stackPolicy, type Subject } from "../policy";
import { isRecord } from "../record";
import * as types from "../resource-types";
import { generatedPasswords, isSame, passwordSinks } from "../aws/secret-sinks";
import type { Stack } from "../stack";
import { decide, faultIf, type Findings, isSet, some } from "../verdict";

/** The names that attackers try first. */
const GUESSED_NAMES = ["admin", "administrator", "postgres", "root", "sa"];

export const masterNameIsOwn = resourcePolicy({
    name: "database-master-name-is-own",
    checklist: "security.database.least-privilege",
    severity: "medium",
    onUnknown: "deny",
    requires: "The master user of a database has a name that is hard to guess.",
    otherwise: "Otherwise everyone who tries passwords already knows half of the login.",
    remedy: "Set username (masterUsername of a cluster) to a name other than admin, root or postgres.",
    equivalents: ["fsbp:RDS.25", "fsbp:RDS.24"],
    rules: [
        on(types.databaseInstance, ({ props }) => judgeName("username", () => props.username)),
        on(types.databaseCluster, ({ props }) => judgeName("masterUsername", () => props.masterUsername)),
    ],
});

/** Without it, the name comes from the snapshot or the replica's source, or AWS asks for it. */
function judgeName(property: string, name: () => string | undefined): Findings {
    return faultIf(`${property} is a name that everyone guesses`, () =>
        GUESSED_NAMES.includes(name()?.toLowerCase() ?? ""),
    );
}

export const appUserIsNotMaster = stackPolicy({
    name: "database-app-user-is-not-master",
    checklist: "security.database.least-privilege",
    severity: "high",
    // The text of a secret is unknown until its password exists. References show most of it before that.
    onUnknown: "defer",
    requires: "Hosts can't read the password of the database's master user.",
    otherwise: "A single SQL injection can then drop the personnel records, and not just read a row.",
    remedy:
        "Create a database user for the application with its own RandomPassword and its own secret, and let the hosts' " +
        "role read only that secret.",
    rules: [
        on(types.databaseInstance, (database, stack) =>
            // A replica has its source's users.
            isReplica(database.props)
                ? []
                : judgeReaders(database, stack, "password", () => database.props.username),
        ),
        on(types.databaseCluster, (cluster, stack) =>
            judgeReaders(cluster, stack, "masterPassword", () => cluster.props.masterUsername),
        ),
    ],
});

type SecretVersion = ReturnType<typeof secretsOfHosts>[number];

function judgeReaders(
    database: Subject<{ readonly manageMasterUserPassword?: boolean }>,
    stack: Stack,
    property: string,
    masterName: () => string | undefined,
): Findings {
    const masters = generatedPasswords(database, property, stack);
    const isMadeFromMaster = (secret: SecretVersion) =>
        generatedPasswords(secret, "secretString", stack).some((made) =>
            masters.some((master) => isSame(made, master)),
        );
    const namesMaster = (secret: SecretVersion) => {
        const name = userNameIn(secret.props.secretString);
        return name !== undefined && name === masterName();
    };
    const secrets = secretsOfHosts(stack);
    if (secrets.some(isMadeFromMaster)) {
        return [
            { outcome: "failed", fault: "A role of the hosts may read a secret with the master's password" },
        ];
    }
    return [
        ...faultIf("A role of the hosts may read a secret with the master's user name", () =>
            some(secrets, namesMaster),
        ),
        ...faultIf("A role of the hosts may read the secret that RDS keeps for the master", () =>
            mayReadManaged(database, stack),
        ),
    ];
}

/** The secrets that a grant of the hosts refers to, by the secret itself or by its version. */
function secretsOfHosts(stack: Stack) {
    return grantsOfHosts(stack).flatMap(({ resource, property }) => [
        ...stack.referred(resource, property, types.secretVersion),
        ...stack
            .referred(resource, property, types.secret)
            .flatMap((secret) => stack.referring(types.secretVersion, "secretId", secret)),
    ]);
}

/** The `username` in a secret with the format of RDS's own secrets. */
function userNameIn(secretString: string | undefined): unknown {
    try {
        const content: unknown = JSON.parse(secretString ?? "");
        return isRecord(content) ? content.username : undefined;
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}

function mayReadManaged(
    database: Subject<{ readonly manageMasterUserPassword?: boolean }>,
    stack: Stack,
): boolean {
    const { props } = database;
    if (props.manageMasterUserPassword !== true) return false;
    const { masterUserSecrets = [] } = props as { masterUserSecrets?: readonly { secretArn: string }[] };
    const grants = grantsOfHosts(stack).filter(({ resource, property }) =>
        stack.refersTo(resource, property, database),
    );
    return grants.some(({ document }) => {
        const text = JSON.stringify(document());
        return masterUserSecrets.some(({ secretArn }) => text.includes(secretArn));
    });
}

export const passwordIsGenerated = stackPolicy({
    name: "database-password-generated-or-managed",
    checklist: "security.database.strong-password",
    severity: "critical",
    onUnknown: "deny",
    requires: "The database's password is generated, or managed by RDS, and used for nothing else.",
    otherwise: "A typed password ends up in a file, a shell history or a chat, and opens the payroll.",
    remedy:
        "Set manageMasterUserPassword, or set password to the result of a RandomPassword that is used only for this " +
        "database and its secret. A secret of the configuration needs a deviation: a policy can't tell it from a " +
        "password in the code.",
    rules: [
        on(types.databaseInstance, (database, stack) => judgePassword(database, stack, "password")),
        on(types.databaseCluster, (cluster, stack) => judgePassword(cluster, stack, "masterPassword")),
    ],
});

function judgePassword(database: Subject<object>, stack: Stack, property: string): Findings {
    return decide(() => {
        const props = database.props as Readonly<Record<string, unknown>>;
        const generated = generatedPasswords(database, property, stack);
        if (isSet(props, property) && generated.length === 0) {
            return [
                { outcome: "failed", fault: `${property} is not made from a RandomPassword of the stack` },
            ];
        }
        const others = passwordSinks.flatMap(({ type, properties }) =>
            stack
                .all(type)
                .filter((resource) => !isSame(resource, database))
                .flatMap((resource) =>
                    properties.flatMap((sink) => generatedPasswords(resource, sink, stack)),
                ),
        );
        return faultIf("Another database or a cache has the same password", () =>
            others.some((other) => generated.some((own) => isSame(own, other))),
        );
    });
}

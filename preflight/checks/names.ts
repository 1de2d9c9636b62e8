/**
 * Names that the program gives, and that something else may have. Most names end with characters that Pulumi chooses, so
 * nobody can have them: those of buckets, roles, databases, caches, load balancers and target groups are not asked about.
 */
import type { Asks, RegionAsks } from "../ask";
import { check, found, type Check, type Finding } from "../check";
import type { Wanted } from "../wanted";

/** A name that somebody has. */
interface Taken {
    readonly name: string;
    readonly region: string;
    readonly isBeingDeleted?: boolean;
}

interface Row {
    /** Type token. */
    readonly type: string;
    /** The property with the name. */
    readonly property: string;
    readonly what: string;
    /** Of these names, those that are taken. */
    readonly taken: (
        asks: RegionAsks,
        names: readonly string[],
        all: Asks,
        wanted: Wanted,
    ) => Promise<string[]>;
    /** The command that deletes one. */
    readonly remove: (name: string, wanted: Wanted) => string;
}

/** Asks about one name after the other: the services throttle. */
const each =
    (
        isTaken: (asks: RegionAsks, name: string, all: Asks, wanted: Wanted) => Promise<boolean>,
    ): Row["taken"] =>
    async (asks, names, all, wanted) => {
        const taken: string[] = [];
        for (const name of names) if (await isTaken(asks, name, all, wanted)) taken.push(name);
        return taken;
    };

const policyArn = (name: string, { settings }: Wanted): string =>
    `arn:aws:iam::${settings.awsAccountId}:policy/${name}`;

export const ROWS: readonly Row[] = [
    {
        type: "aws:cloudwatch/logGroup:LogGroup",
        property: "name",
        what: "log group",
        taken: each(({ logs }, name) => logs.hasGroup(name)),
        remove: (name) => `aws logs delete-log-group --log-group-name ${name}`,
    },
    {
        type: "aws:kms/alias:Alias",
        property: "name",
        what: "KMS alias",
        taken: async ({ kms }, names) => (await kms.aliases()).filter((name) => names.includes(name)),
        remove: (name) => `aws kms delete-alias --alias-name ${name}`,
    },
    {
        type: "aws:ssm/parameter:Parameter",
        property: "name",
        what: "parameter",
        taken: async ({ ssm }, names) => [...(await ssm.parameters(names)).keys()],
        remove: (name) => `aws ssm delete-parameter --name ${name}`,
    },
    {
        type: "aws:ssm/document:Document",
        property: "name",
        what: "document of Systems Manager",
        taken: each(({ ssm }, name) => ssm.hasDocument(name)),
        remove: (name) => `aws ssm delete-document --name ${name}`,
    },
    {
        type: "aws:lambda/function:Function",
        property: "name",
        what: "Lambda function",
        taken: each(({ lambda }, name) => lambda.hasFunction(name)),
        remove: (name) => `aws lambda delete-function --function-name ${name}`,
    },
    {
        type: "aws:autoscaling/group:Group",
        property: "name",
        what: "Auto Scaling group",
        taken: ({ autoScaling }, names) => autoScaling.taken(names),
        remove: (name) =>
            `aws autoscaling delete-auto-scaling-group --auto-scaling-group-name ${name} --force-delete`,
    },
    {
        type: "aws:backup/vault:Vault",
        property: "name",
        what: "backup vault",
        taken: each(({ backup }, name) => backup.hasVault(name)),
        remove: (name) => `aws backup delete-backup-vault --backup-vault-name ${name}`,
    },
    {
        type: "aws:cloudtrail/trail:Trail",
        property: "name",
        what: "trail",
        taken: async ({ trails }, names) =>
            (await trails.trails()).map(({ name }) => name).filter((name) => names.includes(name)),
        remove: (name) => `aws cloudtrail delete-trail --name ${name}`,
    },
    {
        type: "aws:sesv2/configurationSet:ConfigurationSet",
        property: "configurationSetName",
        what: "configuration set of SES",
        taken: each(({ ses }, name) => ses.hasConfigurationSet(name)),
        remove: (name) => `aws sesv2 delete-configuration-set --configuration-set-name ${name}`,
    },
    {
        type: "aws:iam/policy:Policy",
        property: "name",
        what: "IAM policy",
        taken: each((_, name, { iam }, wanted) => iam.hasPolicy(policyArn(name, wanted))),
        remove: (name, wanted) => `aws iam delete-policy --policy-arn ${policyArn(name, wanted)}`,
    },
];

/** Region → the names that the program gives there. */
function namesOf({ type, property }: Pick<Row, "type" | "property">, wanted: Wanted): Map<string, string[]> {
    const names = new Map<string, string[]>();
    for (const { type: own, region = wanted.settings.region, known } of wanted.planned()) {
        const name = known[property];
        if (own !== type || typeof name !== "string") continue;
        names.set(region, [...(names.get(region) ?? []), name]);
    }
    return names;
}

/** What `ask` finds about the names that the program gives, region by region. */
async function takenOf(
    given: Pick<Row, "type" | "property">,
    wanted: Wanted,
    ask: (region: string, names: readonly string[]) => Promise<readonly Taken[]>,
): Promise<Taken[]> {
    const taken: Taken[] = [];
    for (const [region, names] of namesOf(given, wanted)) taken.push(...(await ask(region, names)));
    return taken;
}

const inRegion = (command: string, region: string): string =>
    command.startsWith("aws iam ") ? command : `${command} --region ${region}`;

const nameTaken = (what: string, place: string, remove: string): Finding =>
    found(
        "name-taken",
        `The ${what} exists in ${place} already.`,
        `if nothing needs it: ${remove}. Otherwise: pulumi stack rename NAME`,
    );

export const takenFindings = (row: Row, taken: readonly Taken[], wanted: Wanted): Finding[] =>
    taken.map(({ name, region }) =>
        nameTaken(
            `${row.what} ${name}`,
            row.type.startsWith("aws:iam/") ? "the account" : region,
            inRegion(row.remove(name, wanted), region),
        ),
    );

const named = (row: Row): Check =>
    check({
        subject: "names",
        fine: `No ${row.what} has a name that the stack gives.`,
        isFirst: true,
        ask: (asks, wanted) =>
            takenOf(row, wanted, async (region, names) => {
                const found = await row.taken(asks.in(region), names, asks, wanted);
                return found.map((name) => ({ name, region }));
            }),
        judge: (taken, wanted) => takenFindings(row, taken, wanted),
    });

const SECRET = { type: "aws:secretsmanager/secret:Secret", property: "name" };

export const secretFindings = (taken: readonly Taken[]): Finding[] =>
    taken.map(({ name, region, isBeingDeleted = false }) => {
        const remove = `aws secretsmanager delete-secret --secret-id ${name} --force-delete-without-recovery --region ${region}`;
        if (!isBeingDeleted) return nameTaken(`secret ${name}`, region, remove);
        const what = `The secret ${name} waits for its deletion in ${region}, and keeps its name.`;
        return found("secret-being-deleted", what, remove);
    });

export const NAMES: readonly Check[] = [
    ...ROWS.map(named),
    check({
        subject: "names",
        fine: "No secret has a name that the stack gives.",
        isFirst: true,
        ask: (asks, wanted) =>
            takenOf(SECRET, wanted, async (region, names) => {
                const taken: Taken[] = [];
                for (const name of names) {
                    const state = await asks.in(region).secrets.state(name);
                    if (state !== "free") {
                        taken.push({ name, region, isBeingDeleted: state === "being deleted" });
                    }
                }
                return taken;
            }),
        judge: secretFindings,
    }),
];

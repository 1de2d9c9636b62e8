/** An account on its first day: little is allowed, and somebody has tried things out. */
import { hash } from "./completion";
import { type Entry, SimulatedAccount } from "./account";
import { QUOTA, QUOTAS } from "./account-quotas";
import { proofNameOf } from "./aws/acm";
import { SERVICE_LINKED_ROLE } from "./aws/iam";
import seed from "./account.json";

type Left = Pick<Entry, "token" | "id" | "inputs" | "outputs"> & { readonly region?: string };

const quotas = (value: "firstDay" | "usual"): Left[] =>
    Object.entries(QUOTAS).map(([id, quota]) => ({
        token: QUOTA,
        id,
        inputs: {},
        outputs: { value: quota[value] },
    }));

/** What exists once in a region and was switched on by hand. */
function services(region: string): Left[] {
    return [
        { token: "aws:guardduty/detector:Detector", id: hash(region, 32), inputs: { region }, outputs: {} },
        { token: "aws:securityhub/account:Account", id: seed.id, inputs: { region }, outputs: {} },
    ].map((left) => ({ ...left, region }));
}

/** The roles that a service gets when somebody uses it for the first time. */
const rolesOfServices: readonly Left[] = seed.resources.filter(({ token }) => token === SERVICE_LINKED_ROLE);

/** The proof of a certificate of the same name that was deleted. */
const proof = (domain: string): Left => ({
    token: "aws:route53/record:Record",
    id: `proof-${domain}`,
    inputs: {
        zoneId: seed.resources[0]?.id,
        name: proofNameOf(seed.id, domain),
        type: "CNAME",
        ttl: 300,
        records: ["former"],
    },
    outputs: {},
});

const entry = ({ region = "", ...left }: Left): Entry => ({
    urn: "",
    name: left.id,
    generation: 1,
    region,
    ...left,
});

/** Turns the empty account in the folder into a new one. */
export function openNewAccount(folder: string, region: string, domain: string): void {
    const account = new SimulatedAccount(folder, process.pid);
    for (const left of [...quotas("firstDay"), ...services(region), proof(domain)]) account.put(entry(left));
    for (const role of rolesOfServices) account.delete(entry(role));
}

/** AWS grants what was asked for, the services are removed, and the roles made. */
export function grantEverything(folder: string, region: string): void {
    const account = new SimulatedAccount(folder, process.pid);
    for (const quota of quotas("usual")) account.put(entry(quota));
    for (const service of services(region)) account.delete(entry(service));
    for (const role of rolesOfServices) account.put(entry(role));
}

import { isExact } from "../aws/iam-condition-keys";
import { demands } from "../aws/iam-conditions";
import type { Statement } from "../aws/iam-document";
import { onResourcePolicies, onTrust } from "../aws/iam-documents";
import { providerSetting } from "../aws/provider";
import { resourcePolicy, type Subject } from "../policy";
import { texts, type Values } from "../settings";
import { faultIf } from "../verdict";

const accounts = {
    trustedAccounts: texts(
        "Ids of your other AWS accounts, and of partners that you trust like yourself (12 digits)",
        [],
        "^[0-9]{12}$",
    ),
};

type Settings = Values<typeof accounts>;

/**
 * The account that the provider may use, and the accounts that you trust like it. Undefined if the provider names no
 * account, because then the stack's own account is not known.
 */
function ownAccounts({ provider }: Subject<object>, { trustedAccounts }: Settings): readonly string[] {
    const allowed = provider && providerSetting(provider.props, "allowedAccountIds");
    return Array.isArray(allowed) && allowed.length > 0 ? [...allowed.map(String), ...trustedAccounts] : [];
}

/** The accounts that a statement names. */
function accountsOf({ allows, principalsByKind }: Statement): readonly string[] {
    const principals = allows ? (principalsByKind.AWS ?? []) : [];
    return principals.flatMap(
        (principal) => /^(?:arn:[^:]*:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(principal)?.[1] ?? [],
    );
}

/** Another account must prove on whose behalf it asks. An account of the same organization need not. */
const provesForWhom = (statement: Statement): boolean =>
    demands(statement, "sts:ExternalId", isExact) ||
    ["aws:PrincipalOrgID", "aws:PrincipalOrgPaths"].some((key) =>
        demands(statement, key, (value) => /^o-[a-z0-9]{10,32}(\/|$)/.test(value)),
    );

const letsInStranger = (statement: Statement, own: readonly string[]): boolean =>
    accountsOf(statement).some((account) => !own.includes(account)) && !provesForWhom(statement);

export const strangersProveForWhom = resourcePolicy({
    name: "iam-trust-of-other-account-has-external-id",
    checklist: "testing.security.access-controls",
    severity: "medium",
    onUnknown: "defer",
    requires: "A role admits another account only with an external id or from the same organization.",
    otherwise:
        "A vendor works for many customers from one account. Another customer who learns the role's ARN can make the " +
        "vendor read your data for them.",
    remedy:
        "Require sts:ExternalId with the value that the vendor made for you, or aws:PrincipalOrgID. List accounts of your " +
        "own in the setting trustedAccounts.",
    settings: accounts,
    rules: [
        onTrust<typeof accounts>({
            statement: (statement, place, subject, settings) => {
                const own = ownAccounts(subject, settings);
                return faultIf(
                    `${place} admits another account without an external id`,
                    () => own.length > 0 && letsInStranger(statement, own),
                );
            },
        }),
    ],
});

export const otherAccountsAreDeclared = resourcePolicy({
    name: "cross-account-access-is-declared",
    checklist: "testing.security.access-controls",
    severity: "low",
    level: "advisory",
    onUnknown: "defer",
    requires: "The settings list every other account that may use a resource of the stack.",
    otherwise: "Nobody notices a mistyped account, or one that was meant for a trial.",
    remedy:
        "List the account in the setting trustedAccounts. If it is the stack's own account, name it in " +
        "allowedAccountIds of the provider.",
    settings: accounts,
    rules: [
        onTrust<typeof accounts>({
            statement: (statement, place, subject, settings) =>
                faultIf(
                    `${place} admits an account, and nothing says whose it is`,
                    () =>
                        ownAccounts(subject, settings).length === 0 &&
                        letsInStranger(statement, settings.trustedAccounts),
                ),
        }),
        ...onResourcePolicies<typeof accounts>({
            statement: (statement, place, subject, settings) => {
                const own = ownAccounts(subject, settings);
                return faultIf(
                    `${place} admits another account`,
                    () => own.length > 0 && letsInStranger(statement, own),
                );
            },
        }),
    ],
});

/** The difference between two policy documents: what was allowed and is not any more. */

type Statement = Readonly<Record<string, unknown>>;

/** One text for each action, resource, principal and condition that is allowed; one for each denial, in reverse. */
export function removedPermissions(before: unknown, after: unknown): string[] {
    const [old, now] = [statements(before), statements(after)];
    const allowed = new Set(grants(now, "Allow"));
    const denied = new Set(grants(old, "Deny"));
    return [
        ...grants(old, "Allow").filter((grant) => !allowed.has(grant)),
        ...grants(now, "Deny")
            .filter((grant) => !denied.has(grant))
            .map((grant) => `${grant} (denied)`),
    ];
}

function statements(document: unknown): Statement[] {
    if (typeof document !== "string" || !document.startsWith("{")) return [];
    return listed((JSON.parse(document) as { Statement?: unknown }).Statement) as Statement[];
}

const grants = (all: readonly Statement[], effect: string): string[] =>
    all
        .filter(({ Effect }) => Effect === effect)
        .flatMap(({ Action, Resource = "", Principal = "", Condition = "" }) =>
            listed(Action).flatMap((action) =>
                listed(Resource).map((resource) =>
                    [String(action), String(resource), text(Principal), text(Condition)]
                        .filter((part) => part !== "")
                        .join(" "),
                ),
            ),
        );

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

const text = (value: unknown): string => (value === "" ? "" : JSON.stringify(value));

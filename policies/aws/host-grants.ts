/** What the hosts of a stack may do: the documents of the roles in their instance profiles. */
import * as types from "../resource-types";
import type { Resource, Stack } from "../stack";

/** A document that grants something, by the resource and the property that hold it. */
interface Grant {
    readonly resource: Resource;
    readonly property: "policy" | "inlinePolicies";
    readonly document: () => unknown;
}

export function grantsOfHosts(stack: Stack): readonly Grant[] {
    return rolesOfHosts(stack).flatMap((role) => [
        ...documentsOf(role, stack).map((resource) => ({
            resource,
            property: "policy" as const,
            document: () => resource.props.policy,
        })),
        { resource: role, property: "inlinePolicies", document: () => role.props.inlinePolicies } as const,
    ]);
}

function rolesOfHosts(stack: Stack) {
    return [...stack.all(types.launchTemplate), ...stack.all(types.instance)]
        .flatMap((host) => stack.referred(host, "iamInstanceProfile", types.instanceProfile))
        .flatMap((profile) => stack.referred(profile, "role", types.role));
}

/** The role's own documents and the managed ones attached to it. */
function documentsOf(role: Resource, stack: Stack) {
    const isOf = (property: string) => (resource: Resource) => stack.refersTo(resource, property, role);
    const attachments = stack.all(types.policyAttachment);
    return [
        ...stack.all(types.policyDocuments).filter(isOf("role")),
        ...[...attachments.filter(isOf("role")), ...attachments.filter(isOf("roles"))].flatMap((attachment) =>
            stack.referred(attachment, "policyArn", types.policyDocuments),
        ),
    ];
}

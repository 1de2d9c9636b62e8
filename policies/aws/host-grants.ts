/** Finds the permissions of a stack's hosts: the policy documents of the roles in their instance profiles. */
import * as types from "../resource-types";
import type { Node, Resource, Stack } from "../stack";

/** A document that grants something, with the resource and the property that contain it. */
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

/** Whether a host, a function or a container uses a role. */
export function isRoleOfWorkload(role: Resource, stack: Stack): boolean {
    return (
        rolesOfHosts(stack).some(({ urn }) => urn === role.urn) ||
        stack.referring(types.lambdaFunction, "role", role).length > 0 ||
        stack.referring(types.taskDefinition, "taskRoleArn", role).length > 0
    );
}

/** Resources that each attach one managed policy to a role. */
export function attachmentsOf(
    role: Resource,
    stack: Stack,
): readonly Node<types.Props<typeof types.policyAttachment>>[] {
    return stack
        .all(types.policyAttachment)
        .filter(
            (attachment) =>
                stack.refersTo(attachment, "role", role) || stack.refersTo(attachment, "roles", role),
        );
}

/** The role's own documents and the managed ones attached to it. */
function documentsOf(role: Resource, stack: Stack) {
    return [
        ...stack.all(types.policyDocuments).filter((resource) => stack.refersTo(resource, "role", role)),
        ...attachmentsOf(role, stack).flatMap((attachment) =>
            stack.referred(attachment, "policyArn", types.policyDocuments),
        ),
    ];
}

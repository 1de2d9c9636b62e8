import { ManagedPolicy } from "@pulumi/aws/types/enums/iam";
import {
    Account,
    DataSource,
    ExistingResource,
    PlannedResource,
    Properties,
    Refusal,
    ResourceType,
    Source,
} from "../resource-type";
import { refusal, refuseMissing, refuseRange, refuseTaken, refuseText, same, textAt } from "../checks";
import { refuseMalformedPolicy, refuseUnknownPrincipal } from "./checks/policy-faults";
import { CREATED_AT } from "./checks/ids";

export const ROLE = "aws:iam/role:Role";
export const SERVICE_LINKED_ROLE = "aws:iam/serviceLinkedRole:ServiceLinkedRole";
const POLICY = "aws:iam/policy:Policy";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const INSTANCE_PROFILE = "aws:iam/instanceProfile:InstanceProfile";

const docs = (call: string): Source => `https://docs.aws.amazon.com/IAM/latest/APIReference/API_${call}.html`;
const quotas = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";

const TRUST_POLICY_CHARACTERS = 2_048;
const MANAGED_POLICY_CHARACTERS = 6_144;
const INLINE_POLICIES_CHARACTERS = 10_240;
const POLICIES_PER_ROLE = 10;

const awsPolicies = new Set<string>(Object.values(ManagedPolicy));

const refuseName = (id: string, call: string, max: number): Refusal =>
    refuseText(id, docs(call), "name", {
        min: 1,
        max,
        pattern: /^[\w+=,.@-]+$/,
        message: `ValidationError: a name must have 1 to ${max} characters of a-z, A-Z, 0-9 and +=,.@_-`,
    });

/** IAM does not count white space. */
const charactersOf = (policy: string | undefined): number => (policy ?? "").replace(/\s/g, "").length;

const refuseLong = (id: string, property: string, quota: string, max: number): Refusal =>
    refusal(id, quotas, (inputs) => {
        const length = charactersOf(textAt(inputs, property));
        return length > max
            ? { property, message: `LimitExceeded: Cannot exceed quota for ${quota}: ${max}, got ${length}` }
            : undefined;
    });

const refuseMissingRole = (id: string): Refusal =>
    refuseMissing(id, docs("AttachRolePolicy"), "role", {
        tokens: [ROLE],
        code: "NoSuchEntity",
        what: "role with name",
    });

const ofRole = (entries: readonly ExistingResource[], role: unknown): readonly ExistingResource[] =>
    entries.filter(({ inputs }) => same(inputs.role, role));

const idOf = ({ hex }: PlannedResource, prefix: string): string => `${prefix}${hex(17).toUpperCase()}`;

const path = (resource: PlannedResource): string => textAt(resource.inputs, "path") ?? "/";

const role: ResourceType = {
    token: ROLE,
    required: ["assumeRolePolicy"],
    autoName: { property: "name", maxLength: 64 },
    replaceOn: ["name", "namePrefix", "path"],
    defaults: { path: "/", maxSessionDuration: 3600, forceDetachPolicies: false },
    refusals: [
        refuseName("iam-role-name", "CreateRole", 64),
        refuseTaken("iam-role-name-taken", docs("CreateRole"), "name", {
            code: "EntityAlreadyExists",
            what: "Role with name",
        }),
        refuseMalformedPolicy(
            "iam-role-trust-malformed",
            "assumeRolePolicy",
            "trust",
            "MalformedPolicyDocument",
        ),
        refuseUnknownPrincipal("iam-role-trust-principal", "assumeRolePolicy", "MalformedPolicyDocument"),
        refuseLong("iam-role-trust-size", "assumeRolePolicy", "ACLSizePerRole", TRUST_POLICY_CHARACTERS),
        refuseRange("iam-role-session", docs("CreateRole"), "maxSessionDuration", {
            min: 3_600,
            max: 43_200,
        }),
        refuseText("iam-role-description", docs("CreateRole"), "description", {
            max: 1_000,
            message: "ValidationError: the description of a role must have at most 1000 characters",
        }),
    ],
    create: (resource) => {
        const name = textAt(resource.inputs, "name") ?? "";
        const outputs = {
            arn: resource.arn("iam", `role${path(resource)}${name}`, { global: true }),
            uniqueId: idOf(resource, "AROA"),
            createDate: CREATED_AT,
        };
        return { id: name, outputs };
    },
    refuseDelete: {
        when: "it has policies or an instance profile",
        source: docs("DeleteRole"),
        find: ({ id, outputs }, account) => {
            const names = [id, outputs.arn];
            const holds = (token: string): boolean =>
                account.all(token).some(({ inputs }) => names.includes(inputs.role));
            if (holds(ATTACHMENT) || holds(ROLE_POLICY)) {
                return "DeleteConflict: Cannot delete entity, must detach all policies first";
            }
            return holds(INSTANCE_PROFILE)
                ? "DeleteConflict: Cannot delete entity, must remove roles from instance profile first"
                : undefined;
        },
    },
};

const rolePolicy: ResourceType = {
    token: ROLE_POLICY,
    required: ["policy", "role"],
    autoName: { property: "name", maxLength: 128 },
    replaceOn: ["name", "namePrefix", "role"],
    refusals: [
        refuseName("iam-role-policy-name", "PutRolePolicy", 128),
        refuseMissingRole("iam-role-policy-role-missing"),
        refuseMalformedPolicy("iam-role-policy-malformed", "policy", "identity", "MalformedPolicyDocument"),
        refusal("iam-role-policy-size", quotas, (inputs, account) => {
            const others = ofRole(account.all(ROLE_POLICY), inputs.role).map(({ inputs: other }) =>
                textAt(other, "policy"),
            );
            const sum = [textAt(inputs, "policy"), ...others]
                .map(charactersOf)
                .reduce((total, length) => total + length, 0);
            return sum > INLINE_POLICIES_CHARACTERS
                ? {
                      property: "policy",
                      message: `LimitExceeded: Maximum policy size of ${INLINE_POLICIES_CHARACTERS} bytes exceeded for role ${textAt(inputs, "role") ?? ""}: ${sum}`,
                  }
                : undefined;
        }),
    ],
    create: ({ inputs }) => ({
        id: `${textAt(inputs, "role") ?? ""}:${textAt(inputs, "name") ?? ""}`,
        outputs: {},
    }),
};

const attachment: ResourceType = {
    token: ATTACHMENT,
    required: ["policyArn", "role"],
    replaceOn: ["policyArn", "role"],
    refusals: [
        refuseMissingRole("iam-attachment-role-missing"),
        refusal("iam-attachment-policy-missing", docs("AttachRolePolicy"), (inputs, account) => {
            const arn = textAt(inputs, "policyArn");
            return arn === undefined || awsPolicies.has(arn) || account.find(arn, POLICY)
                ? undefined
                : {
                      property: "policyArn",
                      message: `NoSuchEntity: Policy ${arn} does not exist or is not attachable`,
                  };
        }),
        refusal("iam-attachment-quota", quotas, (inputs, account) =>
            ofRole(account.all(ATTACHMENT), inputs.role).length >= POLICIES_PER_ROLE
                ? {
                      property: "role",
                      message: `LimitExceeded: Cannot exceed quota for PoliciesPerRole: ${POLICIES_PER_ROLE}`,
                  }
                : undefined,
        ),
    ],
    create: ({ inputs }) => ({
        id: `${textAt(inputs, "role") ?? ""}/${textAt(inputs, "policyArn") ?? ""}`,
        outputs: {},
    }),
};

const policy: ResourceType = {
    token: POLICY,
    required: ["policy"],
    autoName: { property: "name", maxLength: 128 },
    replaceOn: ["description", "name", "namePrefix", "path"],
    defaults: { path: "/" },
    refusals: [
        refuseName("iam-policy-name", "CreatePolicy", 128),
        refuseTaken("iam-policy-name-taken", docs("CreatePolicy"), "name", {
            code: "EntityAlreadyExists",
            what: "A policy called",
        }),
        refuseMalformedPolicy("iam-policy-malformed", "policy", "identity", "MalformedPolicyDocument"),
        refuseLong("iam-policy-size", "policy", "PolicySize", MANAGED_POLICY_CHARACTERS),
    ],
    create: (resource) => {
        const arn = resource.arn("iam", `policy${path(resource)}${textAt(resource.inputs, "name") ?? ""}`, {
            global: true,
        });
        return { id: arn, outputs: { arn, policyId: idOf(resource, "ANPA"), attachmentCount: 0 } };
    },
    refuseDelete: {
        when: "it is attached to a role",
        source: docs("DeletePolicy"),
        find: ({ id }, account) =>
            account.all(ATTACHMENT).some(({ inputs }) => inputs.policyArn === id)
                ? "DeleteConflict: Cannot delete a policy attached to entities"
                : undefined,
    },
};

const instanceProfile: ResourceType = {
    token: INSTANCE_PROFILE,
    autoName: { property: "name", maxLength: 128 },
    replaceOn: ["name", "namePrefix", "path"],
    defaults: { path: "/" },
    refusals: [
        refuseName("iam-instance-profile-name", "CreateInstanceProfile", 128),
        refuseTaken("iam-instance-profile-taken", docs("CreateInstanceProfile"), "name", {
            code: "EntityAlreadyExists",
            what: "Instance Profile",
        }),
        refuseMissingRole("iam-instance-profile-role-missing"),
    ],
    create: (resource) => {
        const name = textAt(resource.inputs, "name") ?? "";
        const arn = resource.arn("iam", `instance-profile${path(resource)}${name}`, { global: true });
        return { id: name, outputs: { arn, uniqueId: idOf(resource, "AIPA"), createDate: CREATED_AT } };
    },
};

const serviceLinkedRole: ResourceType = {
    token: SERVICE_LINKED_ROLE,
    required: ["awsServiceName"],
    replaceOn: ["awsServiceName", "customSuffix"],
    refusals: [
        refuseText("iam-service-linked-role-service", docs("CreateServiceLinkedRole"), "awsServiceName", {
            pattern: /^[a-z0-9.-]+\.amazonaws\.com$/,
            message:
                "ValidationError: the service must be a service principal such as autoscaling.amazonaws.com",
        }),
        refusal(
            "iam-service-linked-role-taken",
            docs("CreateServiceLinkedRole"),
            (inputs, account, { token }) => {
                const taken = account
                    .all(token)
                    .some(
                        ({ inputs: other }) =>
                            same(other.awsServiceName, inputs.awsServiceName) &&
                            other.customSuffix === inputs.customSuffix,
                    );
                return taken
                    ? {
                          property: "awsServiceName",
                          message: `InvalidInput: Service role name ${linkedName(textAt(inputs, "awsServiceName"))} has been taken in this account, please try a different suffix`,
                      }
                    : undefined;
            },
        ),
    ],
    create: (resource) => {
        const service = textAt(resource.inputs, "awsServiceName") ?? "";
        const suffix = textAt(resource.inputs, "customSuffix");
        const name = [linkedName(service), ...(suffix === undefined ? [] : [suffix])].join("_");
        const arn = resource.arn("iam", `role/aws-service-role/${service}/${name}`, { global: true });
        return {
            id: arn,
            outputs: {
                arn,
                name,
                path: `/aws-service-role/${service}/`,
                uniqueId: idOf(resource, "AROA"),
                createDate: CREATED_AT,
            },
        };
    },
};

/** Each service chooses the name of its role. These are the roles that a program is likely to create. */
function linkedName(service = ""): string {
    const known: Readonly<Record<string, string>> = {
        "autoscaling.amazonaws.com": "AutoScaling",
        "config.amazonaws.com": "Config",
        "elasticache.amazonaws.com": "ElastiCache",
        "elasticloadbalancing.amazonaws.com": "ElasticLoadBalancing",
        "rds.amazonaws.com": "RDS",
        "wafv2.amazonaws.com": "WAFV2Logging",
    };
    return `AWSServiceRoleFor${known[service] ?? service.split(".")[0] ?? ""}`;
}

export const types = [role, rolePolicy, attachment, policy, instanceProfile, serviceLinkedRole];

export const dataSources: readonly DataSource[] = [
    {
        token: "aws:iam/getRoles:getRoles",
        read: (args: Properties, account: Account): Properties => {
            const prefix = textAt(args, "pathPrefix") ?? "/";
            const arns = [ROLE, SERVICE_LINKED_ROLE]
                .flatMap((token) => account.all(token))
                .map(({ outputs }) => String(outputs.arn))
                .filter((arn) => arn.replace(/^.*:role/, "").startsWith(prefix))
                .sort();
            const names = arns.map((arn) => arn.replace(/^.*\//, ""));
            return { id: account.id, pathPrefix: prefix, arns, names };
        },
    },
];

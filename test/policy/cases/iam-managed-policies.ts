import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture, type Scene } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { template } from "../sound-hosts";
import { AWS, role, scenes } from "../scenes/managed-policies";

const attachment = fixture(types.policyAttachment);
/** A name for each row in the table of AWS's broad policies. Only that row matches it. */
const BROAD = [
    "AdministratorAccess",
    "AdministratorAccess-Amplify",
    "AIDevOpsAgentActionsPolicy",
    "PowerUserAccess",
    "IAMFullAccess",
    "AmazonS3FullAccess",
    "AmazonSSMFullAccess",
    "CloudWatchFullAccessV2",
    "AmazonECS_FullAccess",
    "job-function/DataScientist",
    "job-function/SystemAdministrator",
    "AWSCodeArtifactAdminAccess",
    "SecretsManagerReadWrite",
    "AWSSecretsManagerClientReadOnlyAccess",
    "AmazonSSMReadOnlyAccess",
    "AmazonS3ReadOnlyAccess",
    "AmazonDynamoDBReadOnlyAccess",
    "service-role/AmazonEC2RoleforSSM",
    "service-role/AmazonEC2RoleforAWSCodeDeploy",
    "AWSLambdaExecute",
    "service-role/AmazonEC2RoleforDataPipelineRole",
    "service-role/AmazonElasticMapReduceforEC2Role",
    "service-role/AmazonSSMAutomationRole",
    "service-role/AmazonSSMMaintenanceWindowRole",
];
const hostRole = (props: object = {}): Resource => role(props as Record<string, unknown>);
const readsEverything = hostRole({ managedPolicyArns: [`${AWS}/ReadOnlyAccess`] });
/** A host with its profile and its role, and what is attached to the role. */
function host(subject: Resource, ...attached: Resource[]): Scene {
    const profile = fixture(types.instanceProfile)({}, { references: { role: [subject] } });
    return [subject, template({}, { references: { iamInstanceProfile: [profile] } }), profile, ...attached];
}
const attachedTo = (subject: Resource, policyArn: string) =>
    attachment({ policyArn }, { references: { role: [subject] } });

export const cases: CaseTable = {
    "iam-managed-policy-is-narrow": {
        is: ["mandatory", "high", "defer"],
        compliant: {
            ...scenes(
                [
                    "AmazonSSMManagedInstanceCore",
                    "CloudWatchAgentServerPolicy",
                    "service-role/AWSLambdaBasicExecutionRole",
                    "service-role/AmazonECSTaskExecutionRolePolicy",
                    "service-role/AWSBackupServiceRolePolicyForBackup",
                    "SecurityAudit",
                ],
                (name) => name,
                (name) => [attachment({ policyArn: `${AWS}/${name}` })],
            ),
            "an auditor who reads everything": [attachment({ policyArn: `${AWS}/ReadOnlyAccess` })],
            "the team's own policy with a similar name": [
                attachment({ policyArn: "arn:aws:iam::123456789012:policy/HrmsFullAccess" }),
            ],
        },
        violating: {
            ...scenes(
                BROAD,
                (name) => name,
                (name) => [attachment({ policyArn: `${AWS}/${name}` })],
            ),
            "AdministratorAccess in China": [
                attachment({ policyArn: "arn:aws-cn:iam::aws:policy/AdministratorAccess" }),
            ],
            "one broad policy in a role's list": [
                role({ managedPolicyArns: [`${AWS}/SecurityAudit`, `${AWS}/AdministratorAccess`] }),
            ],
            ...scenes(
                types.exclusivePolicyAttachments.tokens,
                (token) => token,
                (token) => [
                    {
                        ...fixture(types.exclusivePolicyAttachments)({
                            policyArns: [`${AWS}/IAMFullAccess`],
                        }),
                        type: token,
                    },
                ],
            ),
            ...scenes(
                types.policyAttachment.tokens,
                (token) => token,
                (token) => [{ ...attachment({ policyArn: `${AWS}/IAMFullAccess` }), type: token }],
            ),
        },
        omitted: { managedPolicyArns: ["pass", role()] },
        unknown: { "the ARN of a policy of the stack": ["undetermined", attachment({ policyArn: UNKNOWN })] },
    },
    "workload-role-reads-not-everything": {
        is: ["mandatory", "high", "defer"],
        compliant: {
            "a host that reads what it needs": host(
                hostRole({ managedPolicyArns: [`${AWS}/AmazonSSMManagedInstanceCore`] }),
            ),
            "a role that no host uses": [
                role({ managedPolicyArns: [`${AWS}/ReadOnlyAccess`] }),
                ...host(role({}, { name: "own" })),
            ],
        },
        violating: {
            "a host that reads everything": host(hostRole({ managedPolicyArns: [`${AWS}/ReadOnlyAccess`] })),
            "a host that reads every file for EMR": host(
                hostRole({ managedPolicyArns: [`${AWS}/AmazonElasticMapReduceReadOnlyAccess`] }),
            ),
            "a host that reads every log": host(
                hostRole({ managedPolicyArns: [`${AWS}/CloudWatchLogsReadOnlyAccess`] }),
            ),
            "a PolicyAttachment to several roles": host(hostRole(), {
                ...fixture(types.policyAttachment)(
                    { policyArn: `${AWS}/ReadOnlyAccess` },
                    { references: { roles: [hostRole()] } },
                ),
                type: "aws:iam/policyAttachment:PolicyAttachment",
            }),
            "an exclusive list of policies": host(
                hostRole(),
                fixture(types.exclusivePolicyAttachments)(
                    { policyArns: [`${AWS}/ReadOnlyAccess`] },
                    { references: { roleName: [hostRole()] } },
                ),
            ),
            "a function that reads everything": [
                readsEverything,
                fixture(types.lambdaFunction)({}, { references: { role: [readsEverything] } }),
            ],
            "a container that reads everything": [
                readsEverything,
                fixture(types.taskDefinition)({}, { references: { taskRoleArn: [readsEverything] } }),
            ],
            "a RolePolicyAttachment": host(hostRole(), attachedTo(hostRole(), `${AWS}/ReadOnlyAccess`)),
        },
        omitted: {
            managedPolicyArns: ["pass", ...host(hostRole())],
            "managedPolicyArns, which AWS fills in": [
                "pass",
                ...host(role({}, { computed: { managedPolicyArns: UNKNOWN } })),
            ],
        },
        unknown: { policyArn: ["undetermined", ...host(hostRole(), attachedTo(hostRole(), UNKNOWN))] },
    },
};

import type { CaseTable, Scene, Scenes } from "../case";
import { UNKNOWN } from "../harness";
import { role, trusting } from "../scenes/trust-documents";

const mapScenes = <T>(given: Readonly<Record<string, T>>, scene: (one: T) => Scene): Scenes =>
    Object.fromEntries(Object.entries(given).map(([title, one]) => [title, scene(one)]));
/** A role for an identity provider that requires these claims in the token. */
function federated(issuer: string, claims: object, operator = "StringEquals"): Scene {
    const demanded = Object.entries(claims).map(([claim, value]) => [`${issuer}:${claim}`, value as unknown]);
    return trusting({
        Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${issuer}` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { [operator]: Object.fromEntries(demanded) as object },
    });
}
const GITHUB = "token.actions.githubusercontent.com";
const AUD = { aud: "sts.amazonaws.com" };
const github = (claims: object, operator?: string) => federated(GITHUB, { ...AUD, ...claims }, operator);
const EKS = "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
const BITBUCKET = "api.bitbucket.org/2.0/workspaces/example/pipelines-config/identity/oidc";
const CIRCLE = "oidc.circleci.com/org/11111111-2222-3333-4444-555555555555";
const UUID = "11111111-2222-3333-4444-555555555555";
const saml = (Condition?: object) =>
    trusting({
        Principal: { Federated: "arn:aws:iam::123456789012:saml-provider/Okta" },
        Action: "sts:AssumeRoleWithSAML",
        Condition,
    });

export const cases: CaseTable = {
    "iam-federation-names-workload": {
        is: ["mandatory", "high", "defer"],
        compliant: {
            ...mapScenes(
                {
                    "a branch": { sub: "repo:example/hrms:ref:refs/heads/main" },
                    "an environment": { sub: "repo:example/hrms:environment:production" },
                    "a tag and a branch": {
                        sub: ["repo:example/hrms:ref:refs/tags/v1", "repo:example/hrms:ref:refs/heads/main"],
                    },
                    "a repository and its environment in separate claims": {
                        repository: "example/hrms",
                        environment: "production",
                    },
                    "a repository's number and its branch": { repository_id: "74", ref: "refs/heads/main" },
                },
                (claims) => github(claims),
            ),
            "StringLike without a wildcard": github(
                { sub: "repo:example/hrms:environment:production" },
                "StringLike",
            ),
            "GitHub at an enterprise's own address": federated(`${GITHUB}/example`, {
                sub: "repo:example/hrms:environment:production",
            }),
            "a branch on GitLab": federated("gitlab.com", {
                sub: "project_path:example/hrms:ref_type:branch:ref:main",
            }),
            "protected branches of a project on GitLab": federated("gitlab.com", {
                project_id: "22",
                ref_protected: "true",
            }),
            "a service account of Kubernetes": federated(EKS, { sub: "system:serviceaccount:hrms:web" }),
            "an environment of a repository on Bitbucket": federated(
                BITBUCKET,
                { sub: `{${UUID}}:{${UUID}}:*` },
                "StringLike",
            ),
            "a project on CircleCI": federated(
                CIRCLE,
                { sub: `org/${UUID}/project/${UUID}/user/*` },
                "StringLike",
            ),
            "a branch on Buildkite": federated(
                "agent.buildkite.com",
                { sub: "organization:example:pipeline:hrms:ref:refs/heads/main:commit:*" },
                "StringLike",
            ),
            "a Terraform workspace": federated(
                "app.terraform.io",
                { sub: "organization:example:project:hr:workspace:prod:run_phase:*" },
                "StringLike",
            ),
            "a Pulumi stack": federated(
                "api.pulumi.com/oidc",
                { sub: "pulumi:deploy:org:example:project:hrms:stack:prod:operation:*" },
                "StringLike",
            ),
            "a Pulumi environment": federated("api.pulumi.com/oidc", {
                sub: "pulumi:environments:org:example:env:aws/prod",
            }),
            "a Cognito identity pool": trusting({
                Principal: { Federated: "cognito-identity.amazonaws.com" },
                Action: "sts:AssumeRoleWithWebIdentity",
                Condition: { StringEquals: { "cognito-identity.amazonaws.com:aud": "eu-central-1:12345" } },
            }),
            "SAML with AWS's audience": saml({
                StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" },
            }),
            "tagging a session": trusting({
                Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${GITHUB}` },
                Action: "sts:TagSession",
            }),
            "a denial": trusting({
                Effect: "Deny",
                Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${GITHUB}` },
                Action: "sts:AssumeRoleWithWebIdentity",
            }),
        },
        violating: {
            "a role without a condition": trusting({
                Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${GITHUB}` },
                Action: "sts:AssumeRoleWithWebIdentity",
            }),
            "a pattern that covers every action of STS": trusting({
                Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${GITHUB}` },
                Action: "sts:Assume*",
            }),
            ...mapScenes(
                {
                    "the audience alone": {},
                    "every repository": { sub: "repo:*" },
                    "every repository of an organization": { sub: "repo:example/*" },
                    "every branch and pull request": { sub: "repo:example/hrms:*" },
                    "every branch": { sub: "repo:example/hrms:ref:refs/heads/*" },
                    "one branch or every repository": {
                        sub: ["repo:example/hrms:ref:refs/heads/main", "repo:*"],
                    },
                    "a wildcard for one character": { sub: "repo:example/hrm?:ref:refs/heads/main" },
                    "a repository without a branch": { repository: "example/hrms" },
                    "a branch without a repository": { ref: "refs/heads/main" },
                    "an environment without a repository": { environment: "production" },
                    "a condition on the actor only": { actor: "octocat" },
                },
                (claims) => github(claims, "StringLike"),
            ),
            "every pull request": github({ sub: "repo:example/hrms:pull_request" }),
            "a branch that the token may lack": github(
                { sub: "repo:example/hrms:ref:refs/heads/main" },
                "StringEqualsIfExists",
            ),
            "ForAllValues, which a token without a subject meets": github(
                { sub: "repo:example/hrms:ref:refs/heads/main" },
                "ForAllValues:StringEquals",
            ),
            "every subject but one": github({ sub: "repo:example/test:*" }, "StringNotLike"),
            "the subject of another provider": federated("gitlab.com", {
                [`x.${GITHUB}:sub`]: "repo:example/hrms:ref:refs/heads/main",
            }),
            "every branch on GitLab": federated(
                "gitlab.com",
                { sub: "project_path:example/hrms:*" },
                "StringLike",
            ),
            "every branch of a project on GitLab": federated("gitlab.com", { project_id: "22" }),
            "unprotected branches of a project on GitLab": federated("gitlab.com", {
                project_id: "22",
                ref_protected: "false",
            }),
            "every service account of a namespace": federated(
                EKS,
                { sub: "system:serviceaccount:hrms:*" },
                "StringLike",
            ),
            "a cluster's audience alone": federated(EKS, AUD),
            "every environment of a repository on Bitbucket": federated(
                BITBUCKET,
                { sub: `{${UUID}}:*` },
                "StringLike",
            ),
            "every project on CircleCI": federated(CIRCLE, { sub: `org/${UUID}/project/*` }, "StringLike"),
            "every branch on Buildkite": federated(
                "agent.buildkite.com",
                { sub: "organization:example:pipeline:hrms:*" },
                "StringLike",
            ),
            "every Terraform workspace": federated(
                "app.terraform.io",
                { sub: "organization:example:project:hr:workspace:*:run_phase:apply" },
                "StringLike",
            ),
            "every Pulumi stack": federated(
                "api.pulumi.com/oidc",
                { sub: "pulumi:deploy:org:example:project:hrms:*" },
                "StringLike",
            ),
            "every Cognito identity pool": trusting({
                Principal: { Federated: "cognito-identity.amazonaws.com" },
                Action: "sts:AssumeRoleWithWebIdentity",
                Condition: {
                    "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "authenticated" },
                },
            }),
            "every SAML assertion": saml(),
            "every SAML audience": saml({ StringLike: { "SAML:aud": "*" } }),
        },
        omitted: { assumeRolePolicy: ["pass", role()] },
        unknown: { assumeRolePolicy: ["undetermined", role({ assumeRolePolicy: UNKNOWN })] },
    },
};

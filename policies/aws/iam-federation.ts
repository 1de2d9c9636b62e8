/** The conditions that a role needs on an identity provider's token, so that not every account of the provider can assume it. */
import { demands } from "./iam-conditions";
import { isExact } from "./iam-condition-keys";
import type { Statement } from "./iam-document";

/** Claims, and the values of each that name one workload. */
type Claims = Readonly<Record<string, (value: string) => boolean>>;

interface Provider {
    /** The issuer without `https://`. */
    readonly issuer: RegExp;
    /** One of these sets of claims is enough. */
    readonly enough: readonly Claims[];
}

const matches = (pattern: RegExp) => (value: string) => pattern.test(value);

/**
 * A branch, a tag or an environment of one repository. `repo:org/repo:*` admits every branch, and `:pull_request` admits
 * code that nobody has reviewed yet. GitHub also lets an organization define its own form of subjects. Such a subject
 * must be exact.
 * https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
 */
const isGitHubSubject = (value: string): boolean =>
    isExact(value) && !/^repo:[^:]+:pull_request$/.test(value);

/**
 * Providers whose `sub` changes with each run. For them, a pattern is enough if it names the project. Other providers,
 * such as GitLab, Vercel and Kubernetes, have a `sub` that can be exact, so it must be.
 */
const PROVIDERS: readonly Provider[] = [
    {
        // AWS reads these claims as well as `sub`. The repository alone would admit every branch.
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
        issuer: /^(token\.actions\.githubusercontent\.com|github\.com\/enterprises)(\/|$)/,
        enough: [
            { sub: isGitHubSubject },
            ...["repository", "repository_id"].flatMap((repository) =>
                ["ref", "environment"].map((place) => ({ [repository]: isExact, [place]: isExact })),
            ),
        ],
    },
    {
        issuer: /^gitlab\.com$/,
        enough: [{ sub: isExact }, { project_id: isExact, ref_protected: (value) => value === "true" }],
    },
    {
        // {repository}:{environment}:{step}, and the step changes each time.
        // https://support.atlassian.com/bitbucket-cloud/docs/deploy-on-aws-using-bitbucket-pipelines-openid-connect/
        issuer: /^api\.bitbucket\.org\//,
        enough: [{ sub: matches(/^\{[0-9a-f-]{36}\}:\{[0-9a-f-]{36}\}:/) }],
    },
    {
        // The person who started the pipeline comes last: org/…/project/…/user/…
        // https://circleci.com/docs/openid-connect-tokens/
        issuer: /^oidc\.circleci\.com\/org\//,
        enough: [{ sub: matches(/^org\/[0-9a-f-]{36}\/project\/[0-9a-f-]{36}\/user\//) }],
    },
    {
        // The commit and the step come last. https://buildkite.com/docs/pipelines/security/oidc
        issuer: /^agent\.buildkite\.com$/,
        enough: [{ sub: matches(/^organization:[^*?:]+:pipeline:[^*?:]+:ref:[^*?:]+:/) }],
    },
    {
        // The phase, plan or apply, comes last.
        // https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration
        issuer: /^app\.terraform\.io$/,
        enough: [{ sub: matches(/^organization:[^*?:]+:project:[^*?:]+:workspace:[^*?:]+:run_phase:/) }],
    },
    {
        // The operation comes last. https://www.pulumi.com/docs/administration/access-identity/oidc-client/
        issuer: /^api\.pulumi\.com\/oidc$/,
        enough: [
            { sub: isExact },
            { sub: matches(/^pulumi:deploy:org:[^*?:]+:project:[^*?:]+:stack:[^*?:]+:operation:/) },
        ],
    },
    {
        // An identity pool belongs to one application, and decides who is in it.
        // https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html
        issuer: /^cognito-identity\.amazonaws\.com$/,
        enough: [{ aud: isExact }],
    },
];

const ANY_OTHER: readonly Claims[] = [{ sub: isExact }];

/** Whether a statement limits which workloads of an issuer are allowed. */
export function namesWorkload(statement: Statement, issuer: string): boolean {
    const enough = PROVIDERS.find((provider) => provider.issuer.test(issuer))?.enough ?? ANY_OTHER;
    return enough.some((claims) =>
        Object.entries(claims).every(([claim, isSpecific]) =>
            demands(statement, `${issuer}:${claim}`, isSpecific),
        ),
    );
}

/** The issuer of an OpenID Connect provider's ARN, or of a provider that AWS knows by name. */
export function issuerOf(principal: string): string {
    return principal.split(":oidc-provider/").at(-1) ?? principal;
}

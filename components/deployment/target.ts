/** What the stack's program passes to the deployment program, in environment variables. */
export const VARIABLES = {
    region: "AWS_REGION",
    stack: "DEPLOYMENT_STACK",
    release: "DEPLOYMENT_RELEASE",
} as const;

/**
 * The stack that an engine judges. Pulumi 3.226 and newer give its name in `PULUMI_NODEJS_STACK`, older ones in
 * `PULUMI_STACK`. Undefined if no engine judges a stack: `pulumi policy publish` only reads the pack's content.
 */
export function stackName({ PULUMI_NODEJS_STACK, PULUMI_STACK }: NodeJS.ProcessEnv): string | undefined {
    return [PULUMI_NODEJS_STACK, PULUMI_STACK].find((value) => value !== undefined && value !== "");
}

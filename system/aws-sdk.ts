/** Without this, the SDK prints on each run which of its later versions need a later Node.js. Ours is pinned. */
export function silenceVersionWarning(): void {
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
}

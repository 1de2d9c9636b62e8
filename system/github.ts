/** Addresses on GitHub, from the variables of its runners: https://docs.github.com/en/actions/reference/variables-reference */

/** The repository's address. Undefined outside GitHub Actions. */
export function repositoryAddress({
    GITHUB_SERVER_URL: server,
    GITHUB_REPOSITORY: name,
}: NodeJS.ProcessEnv): string | undefined {
    return server && name ? `${server}/${name}` : undefined;
}

/** The page of the run, which has its artifacts. Undefined outside GitHub Actions. */
export function runAddress(env: NodeJS.ProcessEnv): string | undefined {
    const repository = repositoryAddress(env);
    const { GITHUB_RUN_ID: id } = env;
    return repository && id ? `${repository}/actions/runs/${id}` : undefined;
}

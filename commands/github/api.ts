/** The few calls to GitHub's REST API that the workflows need. https://docs.github.com/en/rest */

import { runAddress } from "../../system/github";

/** From GITHUB_EVENT_PATH: https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request */
interface Event {
    readonly pull_request?: { readonly number: number };
}

export interface Comment {
    readonly id: number;
    readonly body?: string;
    /** `Bot` for what a workflow wrote. */
    readonly user: { readonly type: string } | null;
}

export interface Issue {
    readonly number: number;
    readonly body?: string | null;
}

const PER_PAGE = 100;

export class GitHub {
    private constructor(
        private readonly repository: string,
        private readonly token: string,
        private readonly api: string,
        readonly commit: string,
        /** The page of this run. */
        readonly run: string,
    ) {}

    /** @throws Error that names every variable that is missing */
    static from(env: NodeJS.ProcessEnv = process.env): GitHub {
        const needed = ["GITHUB_TOKEN", "GITHUB_REPOSITORY", "GITHUB_SHA", "GITHUB_RUN_ID"] as const;
        const missing = needed.filter((name) => !env[name]);
        if (missing.length > 0) {
            throw new Error(
                `This command runs in GitHub Actions, and needs ${missing.join(", ")}. Give the step ` +
                    "GITHUB_TOKEN: ${{ github.token }}; the runner sets the others.",
            );
        }
        const { GITHUB_REPOSITORY: repository = "", GITHUB_TOKEN: token = "", GITHUB_SHA: commit = "" } = env;
        const run = runAddress({ GITHUB_SERVER_URL: "https://github.com", ...env }) ?? "";
        return new GitHub(repository, token, env.GITHUB_API_URL ?? "https://api.github.com", commit, run);
    }

    /** The number of the pull request that the event is about. */
    static numberIn(event: string): number {
        const { pull_request: request } = JSON.parse(event) as Event;
        if (request === undefined)
            throw new Error("The event that started this run is about no pull request.");
        return request.number;
    }

    comments(number: number): Promise<Comment[]> {
        return this.all<Comment>(`issues/${number}/comments`);
    }

    createComment(number: number, body: string): Promise<unknown> {
        return this.send("POST", `issues/${number}/comments`, { body });
    }

    updateComment(id: number, body: string): Promise<unknown> {
        return this.send("PATCH", `issues/comments/${id}`, { body });
    }

    /** The pull requests that brought the commit, merged in whatever way. */
    pullRequests(): Promise<Issue[]> {
        return this.all<Issue>(`commits/${this.commit}/pulls`);
    }

    openIssues(): Promise<Issue[]> {
        return this.all<Issue>("issues?state=open");
    }

    createIssue(title: string, body: string): Promise<unknown> {
        return this.send("POST", "issues", { title, body });
    }

    closeIssue(number: number): Promise<unknown> {
        return this.send("PATCH", `issues/${number}`, { state: "closed" });
    }

    private async all<Item>(path: string): Promise<Item[]> {
        const found: Item[] = [];
        for (let page = 1; ; page += 1) {
            const query = `${path.includes("?") ? "&" : "?"}per_page=${PER_PAGE}&page=${page}`;
            const items = (await this.send("GET", path + query)) as Item[];
            found.push(...items);
            if (items.length < PER_PAGE) return found;
        }
    }

    private async send(method: string, path: string, body?: object): Promise<unknown> {
        const answer = await fetch(`${this.api}/repos/${this.repository}/${path}`, {
            method,
            headers: {
                accept: "application/vnd.github+json",
                authorization: `Bearer ${this.token}`,
                "x-github-api-version": "2022-11-28",
            },
            ...(body && { body: JSON.stringify(body) }),
        });
        const text = await answer.text();
        if (answer.ok) return text === "" ? undefined : (JSON.parse(text) as unknown);
        const why = answer.status === 403 || answer.status === 404 ? " Check the job's permissions." : "";
        throw new Error(`GitHub answers ${answer.status} to ${method} ${path}: ${text.slice(0, 300)}.${why}`);
    }
}

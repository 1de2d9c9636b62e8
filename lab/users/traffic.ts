/** People who read, log in and upload while something happens to the hosts, and how they were served. */
import type { Lab } from "../lab";
import { Users, type Answer, type Page } from ".";
import { logIn, loginOf, seenBy, sentBy } from "./people";

/** What the pages below answer when all is well; a form answers with a redirect. */
const SERVED: readonly number[] = [200, 302];
const UPLOAD_BYTES = 20_000;

/**
 * 44 people, each with one request after the other: some 80 requests a second, if they are answered at once. One logs in,
 * because more would be too many.
 */
const PEOPLE = 44;

function pages(lab: Lab, people: number): Page[] {
    const [employee, hr] = [logIn(lab, "employee"), logIn(lab, "hr")];
    const upload = sentBy(employee, "/documents/new/", { title: "A document", file: UPLOAD_BYTES });
    const reading = ["/", "/leave/", "/documents/", "/payslips/"].map((path) => seenBy(employee, path));
    const readers = [{ path: "/login/" }, seenBy(hr, "/employees/"), ...reading];
    const some = Array.from(
        { length: people - 3 },
        (_, index) => readers[index % readers.length] ?? { path: "/" },
    );
    return [loginOf("employee"), upload, upload, ...some];
}

export interface Served {
    readonly requests: number;
    readonly perSecond: number;
    /** In milliseconds. */
    readonly p99: number;
    /** Answers that nobody wants: method, path and status of each. */
    readonly failed: readonly string[];
}

export class Traffic {
    private constructor(private readonly users: Users) {}

    static start(lab: Lab, people = PEOPLE): Traffic {
        const all = pages(lab, people);
        return new Traffic(Users.start(lab, { count: all.length, pauseMs: 450, pages: all }));
    }

    /** How people were served while the work lasted. Waits for the answers to requests that began in that time. */
    async during(work: () => Promise<unknown>): Promise<Served> {
        const from = Date.now();
        await work();
        const to = Date.now();
        await new Promise((resolve) => setTimeout(resolve, 3000));
        return served(this.users.between(from, to), (to - from) / 1000);
    }

    async stop(): Promise<void> {
        await this.users.stop();
    }

    /** Of all requests so far. */
    get all(): Served {
        const [first, last] = [this.users.answers.at(0), this.users.answers.at(-1)];
        return served(this.users.answers, ((last?.started ?? 0) - (first?.started ?? 0)) / 1000);
    }
}

function served(answers: readonly Answer[], seconds: number): Served {
    const sorted = answers.map((answer) => answer.seconds).sort((one, other) => one - other);
    return {
        requests: answers.length,
        perSecond: answers.length / seconds,
        p99: 1000 * (sorted[Math.floor(sorted.length * 0.99)] ?? 0),
        failed: answers
            .filter(({ status }) => !SERVED.includes(status))
            .map(({ method, path, status, why }) => `${method} ${path}: ${why ?? status}`),
    };
}

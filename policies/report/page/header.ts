/** The top of the page: the conclusion, the facts and the exceptions. */
import { type Exception, exceptionsOf, factsOf } from "../context";
import { conclusionOf, type PolicyReport } from "../model";
import { html, type Markup } from "./markup";

export function header(report: PolicyReport): Markup {
    const { blocks, text } = conclusionOf(report);
    const exceptions = exceptionsOf(report);
    return html`<h1>${report.title}</h1>
        <p class="verdict ${blocks ? "blocking" : "passed"}">${text}</p>
        <dl class="facts">
            ${factsOf(report).map(
                ([term, fact]) =>
                    html`<div>
                        <dt>${term}</dt>
                        <dd>${fact}</dd>
                    </div>`,
            )}
        </dl>
        ${
            exceptions.length > 0
                ? html`<ul class="exceptions">
                      ${exceptions.map(item)}
                  </ul>`
                : undefined
        }`;
}

function item({ text, anchor, names }: Exception): Markup {
    const links = names.map(
        ({ name, anchor: target }, index) =>
            html`${index === 0 ? ": " : ", "}<a href="${target}">${name}</a>`,
    );
    return html`<li>${anchor === undefined ? text : html`<a href="${anchor}">${text}</a>`}${links}</li>`;
}

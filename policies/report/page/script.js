/* global document, FormData, history, location, URLSearchParams, window */
"use strict";

/** Filters the verdicts. The URL contains the filters after the `#`, so that people can share them. */
(() => {
    const form = document.getElementById("filters");
    const shown = form.querySelector("output");
    const none = document.getElementById("none");
    const words = (element) => element.textContent.toLowerCase();
    const groups = [...document.querySelectorAll(".policy")].map((element) => ({
        element,
        wasOpen: element.open,
        passes: element.querySelector(".passes"),
        text: words(element.querySelector(":scope > summary")) + words(element.querySelector(".about")),
        rows: [...element.querySelectorAll(".finding")].map((row) => ({
            element: row,
            outcomes: row.dataset.outcome.split(", "),
            text: words(row),
        })),
    }));
    const all = groups.reduce((sum, { rows }) => sum + rows.length, 0);

    function filter() {
        const chosen = new FormData(form);
        const outcomes = chosen.getAll("outcome");
        const severities = chosen.getAll("severity");
        const section = chosen.get("section");
        const wanted = chosen.get("text").toLowerCase().split(/\s+/).filter(Boolean);
        const narrow = outcomes.length > 0 || wanted.length > 0;
        let count = 0;
        for (const { element, wasOpen, passes, text, rows } of groups) {
            const { severity, section: own } = element.dataset;
            const isMeant =
                (severities.length === 0 || severities.includes(severity)) &&
                (section === "" || section === own);
            const left = rows.filter((row) => {
                const matches =
                    isMeant &&
                    (outcomes.length === 0 || row.outcomes.some((outcome) => outcomes.includes(outcome))) &&
                    wanted.every((word) => text.includes(word) || row.text.includes(word));
                row.element.hidden = !matches;
                return matches;
            });
            // Show a policy without verdicts too, unless a filter asks for verdicts.
            element.hidden = !isMeant || (left.length === 0 && (rows.length > 0 || narrow));
            element.open = narrow ? left.length > 0 : wasOpen;
            for (const table of element.querySelectorAll("table")) {
                table.hidden = !table.querySelector(".finding:not([hidden])");
            }
            if (passes) {
                passes.hidden = passes.querySelector("table").hidden;
                passes.open = narrow && !passes.hidden;
            }
            count += left.length;
        }
        none.hidden = groups.some(({ element }) => !element.hidden);
        shown.value = count === all ? `${all} verdicts` : `${count} of ${all} verdicts`;
    }

    function remember() {
        const chosen = [...new FormData(form)].filter(([, value]) => value !== "");
        const hash = new URLSearchParams(chosen).toString();
        history.replaceState(null, "", `#${hash}`);
    }

    /** The part after the `#` is a filter, or the id of an element, which the page then shows in full. */
    function recall() {
        const hash = location.hash.slice(1);
        const target = hash.includes("=") ? null : document.getElementById(hash);
        const chosen = new URLSearchParams(target ? "" : hash);
        for (const field of form.elements) {
            if (field.type === "checkbox") field.checked = chosen.getAll(field.name).includes(field.value);
            else if (field.name) field.value = chosen.get(field.name) ?? "";
        }
        filter();
        if (target?.matches(".policy")) target.open = true;
        target?.scrollIntoView();
    }

    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => {
        filter();
        remember();
    });
    form.addEventListener("reset", (event) => {
        event.preventDefault();
        history.replaceState(null, "", "#");
        recall();
    });
    window.addEventListener("hashchange", recall);
    document.documentElement.classList.add("scripted");
    recall();
})();

// node policy.mjs "<policy>": prints a line for each finding of csp_evaluator that is above "low".
import { CspEvaluator } from "csp_evaluator/dist/evaluator.js";
import { Severity } from "csp_evaluator/dist/finding.js";
import { CspParser } from "csp_evaluator/dist/parser.js";

const found = new CspEvaluator(new CspParser(process.argv[2]).csp).evaluate();
for (const { severity, directive, value, description } of found) {
  if (severity < Severity.MEDIUM_MAYBE) console.log(`${Severity[severity]}: ${directive} ${value ?? ""} ${description}`);
}

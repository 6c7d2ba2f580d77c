import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.VeraPDFFoundry;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Validates many PDFs in one Java process, with veraPDF.
 *
 * <p>Usage: {@code java -cp JARS VeraPdfRunner.java ua1 one.pdf two.pdf}. Writes one line
 * a finding, with tabs between its fields, then one line for each file:
 *
 * <pre>
 * FAIL    one.pdf    7.2-20    3    message    where
 * DONE    one.pdf    failed
 * DONE    two.pdf    passed
 * ERROR   bad.pdf    what went wrong
 * </pre>
 */
public final class VeraPdfRunner {
    /** Findings written out for one rule of one file; the count says how many there are. */
    private static final int SHOWN_PER_RULE = 1;

    private VeraPdfRunner() {}

    public static void main(String[] arguments) throws Exception {
        // The parser logs each recoverable oddity of a file; the findings are what counts.
        Logger.getLogger("").setLevel(Level.OFF);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(arguments[0]);
        if (flavour == PDFAFlavour.NO_FLAVOUR) {
            System.err.println("unknown profile: " + arguments[0]);
            System.exit(2);
        }
        VeraGreenfieldFoundryProvider.initialise();
        VeraPDFFoundry foundry = Foundries.defaultInstance();
        for (int i = 1; i < arguments.length; i++) {
            validate(foundry, flavour, arguments[i], out);
        }
    }

    private static void validate(
            VeraPDFFoundry foundry, PDFAFlavour flavour, String path, PrintStream out) {
        try (PDFAParser parser = foundry.createParser(new File(path), flavour);
                PDFAValidator validator = foundry.createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            Map<String, Integer> failed = new TreeMap<>();
            result.getFailedChecks().forEach((rule, count) ->
                    failed.put(rule.getClause() + "-" + rule.getTestNumber(), count));
            Map<String, Integer> shown = new TreeMap<>();
            for (TestAssertion finding : result.getTestAssertions()) {
                if (finding.getStatus() != TestAssertion.Status.FAILED) {
                    continue;
                }
                String rule =
                        finding.getRuleId().getClause() + "-" + finding.getRuleId().getTestNumber();
                if (shown.merge(rule, 1, Integer::sum) > SHOWN_PER_RULE) {
                    continue;
                }
                String message = finding.getErrorMessage();
                write(out, "FAIL", path, rule, String.valueOf(failed.getOrDefault(rule, 1)),
                        message == null ? finding.getMessage() : message,
                        finding.getLocation().getContext());
            }
            write(out, "DONE", path, result.isCompliant() ? "passed" : "failed");
        } catch (Exception | LinkageError error) {
            write(out, "ERROR", path, error.toString());
        }
    }

    private static void write(PrintStream out, String... fields) {
        for (int i = 0; i < fields.length; i++) {
            fields[i] = fields[i].replaceAll("[\\t\\r\\n]+", " ");
        }
        out.println(String.join("\t", fields));
    }
}

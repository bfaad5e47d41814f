import java.io.FileInputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Validates PDF files. Arguments: flavours with commas between (3a,ua1), then files.
 * Prints a line for each flavour of each file, with tabs between: flavour, file, number of checks, and what failed. */
public class Validate {
  public static void main(String[] arguments) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    for (int place = 1; place < arguments.length; place++)
      for (String name : arguments[0].split(",")) {
        PDFAFlavour flavour = PDFAFlavour.fromString(name);
        try (PDFAParser parser =
            Foundries.defaultInstance().createParser(new FileInputStream(arguments[place]), flavour)) {
          ValidationResult result = Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
          System.out.println(String.join("\t", name, arguments[place],
              Integer.toString(result.getTotalAssertions()), failures(result)));
        }
      }
  }

  /** Each clause that is not met, once; empty where all are. */
  private static String failures(ValidationResult result) {
    Map<String, String> found = new TreeMap<>();
    for (TestAssertion check : result.getTestAssertions())
      if (check.getStatus() == TestAssertion.Status.FAILED)
        found.putIfAbsent(check.getRuleId().getClause() + "-" + check.getRuleId().getTestNumber(), check.getMessage());
    return result.isCompliant() ? "" : "not compliant " + found.toString().replaceAll("\\s", " ");
  }
}

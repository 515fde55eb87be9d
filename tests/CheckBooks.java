import com.adobe.epubcheck.tool.EpubChecker;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Runs EPUBCheck on each book whose path is a line of standard input: gives what it says, its exit status, and a line with a dot. */
public class CheckBooks {
    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        System.setErr(System.out);
        for (String book = in.readLine(); book != null; book = in.readLine()) {
            int status = new EpubChecker().run(new String[] {"--quiet", book});
            System.out.flush();
            said.writeTo(out);
            said.reset();
            out.print("\n" + status + "\n.\n");
            out.flush();
        }
    }
}

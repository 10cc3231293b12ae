import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Map;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.util.PGobject;

/** Reports and values as pgjdbc gives them: java Reports REPORT... */
public class Reports {
	private record Kind(String name, Class<?> type) {
	}

	private static final Map<Integer, Kind> KINDS = Map.of(
		Types.BIGINT, new Kind("number", Long.class),
		Types.NUMERIC, new Kind("number", BigDecimal.class),
		Types.VARCHAR, new Kind("text", String.class),
		Types.DATE, new Kind("date", java.sql.Date.class),
		Types.BIT, new Kind("boolean", Boolean.class));

	private static void print(Object... words) {
		StringBuilder line = new StringBuilder();
		for (Object word : words)
			line.append(line.isEmpty() ? "" : "\t").append(word);
		System.out.println(line);
	}

	private static String printed(Object value) {
		if (value == null)
			return "\\N";
		if (value instanceof BigDecimal number)
			return number.toPlainString();
		return value instanceof PGobject other ? other.getValue() : value.toString();
	}

	private static Connection connect(String user) throws SQLException {
		Properties properties = new Properties();
		properties.setProperty("user", user);
		properties.setProperty("socketFactory", "UnixSocketFactory");
		properties.setProperty("socketFactoryArg", System.getenv("PGHOST") + "/.s.PGSQL." + System.getenv("PGPORT"));
		return DriverManager.getConnection("jdbc:postgresql:drivers", properties);
	}

	private static void report(Connection connection, String name) throws SQLException {
		try (Statement statement = connection.createStatement();
			 ResultSet rows = statement.executeQuery("SELECT r.* FROM busetting." + name + " AS r ORDER BY r::text COLLATE \"C\"")) {
			ResultSetMetaData columns = rows.getMetaData();
			int count = columns.getColumnCount();
			long[] sums = new long[count + 1];
			String[] wrong = new String[count + 1];
			StringBuilder lines = new StringBuilder();

			while (rows.next()) {
				lines.append("row\t").append(name);
				for (int i = 1; i <= count; i++) {
					Object value = rows.getObject(i);
					Kind kind = KINDS.get(columns.getColumnType(i));

					if (value != null && (kind == null || value.getClass() != kind.type()))
						wrong[i] = value.getClass() + " " + value;
					if (value instanceof Long number)
						sums[i] += number;
					// what getLong() says of a hidden number is 0, and so it must be asked about
					if (value == null && kind.name().equals("number") && (rows.getLong(i) != 0 || !rows.wasNull()))
						wrong[i] = "NULL that is not";
					lines.append('\t').append(printed(value));
				}
				lines.append('\n');
			}
			for (int i = 1; i <= count; i++) {
				Kind kind = KINDS.get(columns.getColumnType(i));
				print("kind", name, columns.getColumnName(i), kind == null ? columns.getColumnTypeName(i) : wrong[i] == null ? kind.name() : wrong[i]);
			}
			System.out.print(lines);
			for (int i = 1; i <= count; i++)
				if (columns.getColumnType(i) == Types.BIGINT)
					print("sum", name, columns.getColumnName(i), sums[i]);
		}
		// what BI tools show beside a column
		try (ResultSet columns = connection.getMetaData().getColumns(null, "busetting", name, null)) {
			while (columns.next())
				if (columns.getString("REMARKS") == null)
					print("no remarks", name, columns.getString("COLUMN_NAME"));
		}
	}

	private static void copied(Statement statement, String how) throws SQLException {
		try (ResultSet rows = statement.executeQuery("TABLE copied")) {
			rows.next();
			print("copied as " + how, rows.getLong(1));
		}
		statement.execute("TRUNCATE copy");
	}

	public static void main(String[] names) throws Exception {
		try (Connection reader = connect("reader")) {
			for (String name : names)
				report(reader, name);
		}
		try (Connection analyst = connect("analyst"); Statement statement = analyst.createStatement()) {
			try (ResultSet rows = statement.executeQuery("SELECT n, small, large FROM value ORDER BY n");
				 PreparedStatement insert = analyst.prepareStatement("INSERT INTO copy VALUES (?, ?, ?)")) {
				while (rows.next()) {
					print("value", rows.getObject(1), printed(rows.getObject(2)), printed(rows.getObject(3)));
					for (int i = 1; i <= 3; i++)
						insert.setObject(i, rows.getObject(i), i == 1 ? Types.INTEGER : Types.OTHER);
					insert.executeUpdate();
				}
			}
			copied(statement, "text");

			CopyManager copy = analyst.unwrap(PGConnection.class).getCopyAPI();
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			copy.copyOut("COPY value TO STDOUT (FORMAT binary)", bytes);
			copy.copyIn("COPY copy FROM STDIN (FORMAT binary)", new ByteArrayInputStream(bytes.toByteArray()));
			copied(statement, "binary");
		}
	}
}

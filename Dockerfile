FROM node:22-slim AS libraries
WORKDIR /libraries
COPY src/WebUI/package.json src/WebUI/package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
# Where the build puts them itself on a machine with Node.js; newer than package-lock.json, so that it does not ask for npm.
RUN mkdir highlight && cp node_modules/@highlightjs/cdn-assets/es/highlight.min.js node_modules/@highlightjs/cdn-assets/LICENSE highlight/

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
# Packages first: they change less often than the code.
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/Domain/Domain.csproj src/Domain/
COPY src/Application/Application.csproj src/Application/
COPY src/Infrastructure/Infrastructure.csproj src/Infrastructure/
COPY src/WebUI/WebUI.csproj src/WebUI/
RUN dotnet restore src/WebUI --use-current-runtime -p:PublishReadyToRun=true
COPY src src
COPY --from=libraries /libraries/highlight src/WebUI/wwwroot/lib/highlight
RUN dotnet publish src/WebUI --no-restore --configuration Release --output /portal \
    --use-current-runtime --self-contained false -p:PublishReadyToRun=true \
    && install -d -m 0700 /volumes/data

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
WORKDIR /portal
COPY --from=build /portal .
# A new volume takes its owner and mode from here.
COPY --from=build --chown=$APP_UID:$APP_UID /volumes /
ENV ASPNETCORE_URLS=http://+:8080 ASPNETCORE_HTTP_PORTS= DATA_DIR=/data
EXPOSE 8080
USER $APP_UID
ENTRYPOINT ["dotnet", "ChatAi.WebUI.dll"]

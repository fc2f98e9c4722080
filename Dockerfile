# docker build .                                the portal
# docker build --target ollama-simulator .      a model server with canned answers, for tests and a look at the portal

FROM node:22-slim AS libraries
WORKDIR /libraries
COPY src/WebUI/package.json src/WebUI/package-lock.json src/WebUI/copy-libraries.mjs ./
RUN npm ci --ignore-scripts --no-audit --no-fund
# Where the build puts them itself on a machine with Node.js; newer than package-lock.json, so that it does not ask for npm.
RUN node copy-libraries.mjs wwwroot/lib
COPY src/WebUI/bundle.mjs ./
COPY src/WebUI/wwwroot wwwroot
RUN node bundle.mjs wwwroot

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS source
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./

FROM source AS build-simulator
COPY tests/OllamaSimulator/OllamaSimulator.csproj tests/OllamaSimulator/
RUN dotnet restore tests/OllamaSimulator --use-current-runtime -p:PublishReadyToRun=true
COPY tests/OllamaSimulator tests/OllamaSimulator
RUN dotnet publish tests/OllamaSimulator --no-restore --configuration Release --output /simulator \
    --use-current-runtime --self-contained false -p:PublishReadyToRun=true -p:RunAnalyzers=false

FROM source AS build
# Packages first: they change less often than the code.
COPY src/Domain/Domain.csproj src/Domain/
COPY src/Application/Application.csproj src/Application/
COPY src/Infrastructure/Infrastructure.csproj src/Infrastructure/
COPY src/WebUI/WebUI.csproj src/WebUI/
RUN dotnet restore src/WebUI --use-current-runtime -p:PublishReadyToRun=true
COPY LICENSE THIRD-PARTY-NOTICES.md ./
COPY src src
COPY --from=libraries /libraries/wwwroot/lib src/WebUI/wwwroot/lib
COPY --from=libraries /libraries/wwwroot/bundle src/WebUI/wwwroot/bundle
ARG REVISION
# Sources that were checked out after the bundle was cached are newer, but the same.
RUN touch src/WebUI/wwwroot/bundle/files.json \
    && dotnet publish src/WebUI --no-restore --configuration Release --output /portal --use-current-runtime --self-contained false \
    -p:PublishReadyToRun=true -p:RunAnalyzers=false "-p:SourceRevisionId=${REVISION#unknown}" \
    && install -d -m 0700 /volumes/data \
    && install -d /commands && ln -s /portal/ChatAi.WebUI /commands/chatai

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra AS ollama-simulator
WORKDIR /simulator
COPY --from=build-simulator /simulator .
EXPOSE 11434
USER $APP_UID
HEALTHCHECK --interval=5s --timeout=5s --start-period=30s --start-interval=1s CMD ["dotnet", "ChatAi.OllamaSimulator.dll", "health"]
ENTRYPOINT ["dotnet", "ChatAi.OllamaSimulator.dll", "--host", "0.0.0.0"]

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Chat AI" \
      org.opencontainers.image.description="A web portal in which a team chats with AI models on its own machines" \
      org.opencontainers.image.version=$VERSION \
      org.opencontainers.image.revision=$REVISION
WORKDIR /portal
COPY --from=build /portal .
# So that an operator says: docker compose exec portal chatai backup ...
COPY --from=build /commands /usr/local/bin
# A new volume takes its owner and mode from here.
COPY --from=build --chown=$APP_UID:$APP_UID /volumes /
ENV ASPNETCORE_URLS=http://+:8080 ASPNETCORE_HTTP_PORTS= DATA_DIR=/data
VOLUME /data
EXPOSE 8080
USER $APP_UID
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --start-interval=1s CMD ["chatai", "health"]
ENTRYPOINT ["dotnet", "ChatAi.WebUI.dll"]
